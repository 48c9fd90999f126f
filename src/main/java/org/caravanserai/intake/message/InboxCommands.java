package org.caravanserai.intake.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.caravanserai.base.Leaves;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of every door beside the webhooks: commits what the headers describe. Bound as bean {@code door}. Reads
 * hubDoor (jms or file), hubKind, hubShape, hubOrderKey, hubReference, hubVersion, and for orders hubChannel and
 * hubAccount; leaves hubInboxId and hubDuplicate.
 */
public final class InboxCommands {

    private static final Logger LOG = LoggerFactory.getLogger(InboxCommands.class);
    /** Exchange property with the kind the event was stored as. */
    public static final String KIND = "hubStoredKind";

    private static final String[] KEPT = {
        "hubReason", "hubSchema", "hubFile", "hubLine", "hubQueue", "hubChannel", "hubAccount"
    };

    private final Store store;
    private final Accounts accounts;

    /** The inbox, seen from here: commits one event or throws. */
    @FunctionalInterface
    public interface Store {
        Stored store(NewEvent event);
    }

    public InboxCommands(Store store, Accounts accounts) {
        this.store = store;
        this.accounts = accounts;
    }

    /** @throws org.caravanserai.inbox.InboxUnavailableException when it could not be committed: the sender must keep it */
    @Leaves(headers = {"hubInboxId", "hubDuplicate", "hubReason"})
    public void store(Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] body = message.getBody(byte[].class);
        String door = text(message, "hubDoor");
        String kind = text(message, "hubKind");
        Account account = accounts.find("hub", door)
                .orElseThrow(() -> new IllegalStateException("there is no account hub/" + door));
        if (kind.equals("order")) {
            Optional<Account> named = accounts.find(text(message, "hubChannel"), text(message, "hubAccount"))
                    .filter(Account::on);
            if (named.isPresent()
                    && !named.get().channel().equals("hub")
                    && !text(message, "hubOrderKey").isEmpty()) {
                account = named.get();
            } else {
                message.setHeader(
                        "hubReason",
                        named.isPresent()
                                ? "the order has no orderId"
                                : "it names no connected account: set the properties hubChannel and hubAccount");
                kind = "odd";
            }
        }
        String topic = text(message, "hubSchema");
        if (kind.equals("odd") && text(message, "hubReason").isEmpty()) {
            message.setHeader("hubReason", "a " + topic + " is not taken here");
        }
        exchange.setProperty(KIND, kind);
        if (kind.equals("odd") && message.getHeader("hubLine") != null) {
            message.setHeader(
                    "hubReason",
                    text(message, "hubFile") + ":" + text(message, "hubLine") + " " + text(message, "hubReason"));
        }
        NewEvent event = new NewEvent(
                account.id(),
                kind,
                door,
                topic,
                kind.equals("order") ? text(message, "hubShape") : "",
                text(message, "hubOrderKey"),
                eventKey(message, topic, body),
                kept(message),
                body,
                false,
                null);
        Stored stored = store.store(event);
        message.setHeader("hubInboxId", stored.id());
        message.setHeader("hubDuplicate", stored.duplicate());
        if (kind.equals("odd") && !stored.duplicate()) {
            LOG.warn(
                    "{} from {} stored as odd event {}: {}",
                    topic.isEmpty() ? "message" : topic,
                    door,
                    stored.id(),
                    text(message, "hubReason"));
        }
    }

    /** The sender's own reference, where it has one; else what it says, which is the same when it says it again. */
    private static byte[] eventKey(Message message, String schema, byte[] body) {
        String reference = text(message, "hubReference");
        if (!reference.isEmpty() && !schema.isEmpty()) {
            return (schema + '\0' + reference + '\0' + text(message, "hubOrderKey")).getBytes(StandardCharsets.UTF_8);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((schema + '\0' + text(message, "hubOrderKey") + '\0' + text(message, "hubVersion") + '\0')
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
        return text.length() <= 500 ? text.replace('\0', ' ') : text.substring(0, 500);
    }
}
