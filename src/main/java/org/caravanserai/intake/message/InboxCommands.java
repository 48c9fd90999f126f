package org.caravanserai.intake.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.Inbox;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step for messages and lines of files: commits what the headers describe. Reads
 * hubSource (jms or file), hubKind, hubShape, hubOrderKey, hubReference, hubVersion, and for orders hubChannel and
 * hubAccount; leaves hubInboxId and hubDuplicate.
 */
public final class InboxCommands {

    private static final Logger LOG = LoggerFactory.getLogger(InboxCommands.class);
    private static final int LONGEST_TEXT = 500;
    private static final String[] KEPT = {
        HubHeaders.REASON,
        HubHeaders.SCHEMA,
        HubHeaders.FILE,
        HubHeaders.LINE,
        HubHeaders.QUEUE,
        HubHeaders.LOGIN,
        HubHeaders.CHANNEL,
        HubHeaders.ACCOUNT
    };

    private final Inbox inbox;
    private final Accounts accounts;

    public InboxCommands(Inbox inbox, Accounts accounts) {
        this.inbox = inbox;
        this.accounts = accounts;
    }

    /**
     * Leaves the kind it was stored as in the exchange property hubStoredKind.
     *
     * @throws org.caravanserai.inbox.InboxUnavailableException when it could not be committed: the sender must keep it
     */
    @Leaves(headers = {HubHeaders.INBOX_ID, HubHeaders.DUPLICATE, HubHeaders.REASON})
    public void store(Exchange exchange) {
        Message message = exchange.getMessage();
        String source = text(message, HubHeaders.SOURCE);
        String word = text(message, HubHeaders.KIND);
        if (word.isEmpty()) {
            throw new IllegalStateException("no step has said the kind of the event (hubKind)");
        }
        EventKind kind = EventKind.of(word);
        Account account = accounts.find("hub", source)
                .orElseThrow(() -> new IllegalStateException("there is no account hub/" + source));
        if (kind == EventKind.ORDER) {
            Optional<Account> named = accounts.find(
                            text(message, HubHeaders.CHANNEL), text(message, HubHeaders.ACCOUNT))
                    .filter(Account::on)
                    .filter(one -> !one.channel().equals("hub"));
            if (named.isPresent() && !text(message, HubHeaders.ORDER_KEY).isEmpty()) {
                account = named.get();
            } else {
                message.setHeader(
                        HubHeaders.REASON,
                        named.isPresent()
                                ? "the order has no orderId"
                                : "it names no connected account: set the properties hubChannel and hubAccount");
                kind = EventKind.UNRECOGNISED;
            }
        }
        String schema = text(message, HubHeaders.SCHEMA);
        if (kind == EventKind.UNRECOGNISED) {
            sayWhy(message, schema);
        }
        exchange.setProperty(HubHeaders.STORED_KIND, kind);
        byte[] body = message.getBody(byte[].class);
        Stored stored = inbox.store(new NewEvent(
                account.id(),
                kind,
                EventSource.of(source),
                schema,
                kind == EventKind.ORDER ? text(message, HubHeaders.SHAPE) : "",
                text(message, HubHeaders.ORDER_KEY),
                eventKey(message, schema, body),
                kept(message),
                body,
                false,
                null));
        message.setHeader(HubHeaders.INBOX_ID, stored.id());
        message.setHeader(HubHeaders.DUPLICATE, stored.duplicate());
        if (kind == EventKind.UNRECOGNISED && !stored.duplicate()) {
            LOG.warn(
                    "{} from {} stored as unrecognised event {}: {}",
                    schema.isEmpty() ? "message" : schema,
                    source,
                    stored.id(),
                    text(message, HubHeaders.REASON));
        }
    }

    private static void sayWhy(Message message, String schema) {
        String reason = text(message, HubHeaders.REASON);
        String why = reason.isEmpty() ? "a " + schema + " is not taken here" : reason;
        String line = text(message, HubHeaders.LINE);
        message.setHeader(
                HubHeaders.REASON, line.isEmpty() ? why : text(message, HubHeaders.FILE) + ":" + line + " " + why);
    }

    /** The sender's own reference, where it has one; else what it says, which is the same when it says it again. */
    private static byte[] eventKey(Message message, String schema, byte[] body) {
        String reference = text(message, HubHeaders.REFERENCE);
        String orderKey = text(message, HubHeaders.ORDER_KEY);
        if (!reference.isEmpty() && !schema.isEmpty()) {
            return (schema + '\0' + reference + '\0' + orderKey).getBytes(StandardCharsets.UTF_8);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((schema + '\0' + orderKey + '\0' + text(message, HubHeaders.VERSION) + '\0')
                    .getBytes(StandardCharsets.UTF_8));
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Map<String, String> kept(Message message) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : KEPT) {
            String value = text(message, name);
            if (!value.isEmpty()) {
                kept.put(name, value);
            }
        }
        return kept;
    }

    private static String text(Message message, String header) {
        Object value = message.getHeader(header);
        String text = value == null ? "" : value.toString();
        return text.length() <= LONGEST_TEXT ? text.replace('\0', ' ') : text.substring(0, LONGEST_TEXT);
    }
}
