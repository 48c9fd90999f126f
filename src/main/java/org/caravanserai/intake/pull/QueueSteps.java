package org.caravanserai.intake.pull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.recipe.EventRecipe;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.Inbox;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.intake.pull.QueueTroubles.Use;
import org.caravanserai.intake.webhook.EventClassifier;
import org.caravanserai.intake.webhook.EventHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a queue's messages in. A message is deleted when its event is committed, and not before. */
public final class QueueSteps {

    private static final Logger LOG = LoggerFactory.getLogger(QueueSteps.class);
    private static final String MESSAGE = HubHeaders.QUEUE_MESSAGE;
    private static final int MOST_AT_ONCE = 100;

    private final Accounts accounts;
    private final ChannelRecipes recipes;
    private final Queues queues;
    private final QueueTroubles troubles;
    private final EventClassifier classifier;
    private final Inbox inbox;

    public QueueSteps(
            Accounts accounts,
            ChannelRecipes recipes,
            Queues queues,
            QueueTroubles troubles,
            EventClassifier classifier,
            Inbox inbox) {
        this.accounts = accounts;
        this.recipes = recipes;
        this.queues = queues;
        this.troubles = troubles;
        this.classifier = classifier;
        this.inbox = inbox;
    }

    /** Leaves one account per queue as the body; a queue that failed a moment ago is left out. */
    @Leaves(body = List.class, each = Account.class)
    public void pickQueues(Exchange exchange) {
        String channel = exchange.getMessage().getHeader(HubHeaders.CHANNEL, String.class);
        Set<String> seen = new HashSet<>();
        List<Account> asked = accounts.of(channel).stream()
                .filter(account -> {
                    String queue = queue(account);
                    return !queue.isEmpty() && seen.add(queue);
                })
                .toList();
        troubles.onlyOf(asked, channel);
        exchange.getMessage()
                .setBody(asked.stream()
                        .filter(account -> !troubles.rests(account))
                        .toList());
    }

    /** Its name; one that cannot be read by what the account's settings say is asked for all the same, and says why. */
    private String queue(Account account) {
        try {
            return queues.name(account);
        } catch (UnreadableQueueException e) {
            return "unknown, of account " + account.id();
        }
    }

    /** Leaves the messages that wait in the account's queue as the body; a queue that cannot be read has none, and is a case. */
    @Leaves(body = List.class, each = QueueMessage.class)
    public void receive(Exchange exchange) {
        Account account = exchange.getMessage().getBody(Account.class);
        List<QueueMessage> messages = new ArrayList<>();
        try {
            List<QueueMessage> some;
            do {
                some = queues.receive(account);
                messages.addAll(some);
            } while (some.size() >= 10 && messages.size() < MOST_AT_ONCE);
            troubles.works(account, Use.READ);
        } catch (UnreadableQueueException e) {
            troubles.failed(account, Use.READ, e);
        }
        exchange.getMessage().setBody(messages);
    }

    /** Finds the account the event is for. Nobody's event is kept under the queue's owner, for people to look at. */
    @Leaves(
            body = byte[].class,
            headers = {HubHeaders.ACCOUNT_ID, HubHeaders.ACCOUNT, HubHeaders.KNOWN_SELLER})
    public void findSeller(Exchange exchange) {
        QueueMessage message = exchange.getMessage().getBody(QueueMessage.class);
        exchange.setProperty(MESSAGE, message);
        ChannelRecipe recipe = recipes.get(message.owner().channel());
        EventRecipe.Seller seller = recipe.events().seller();
        Account account = message.owner();
        boolean known = true;
        if (seller != null) {
            String id = classifier.seller(recipe, message.body());
            account = accounts.of(recipe.channel()).stream()
                    .filter(one ->
                            !id.isEmpty() && one.setting(seller.setting()).equals(id))
                    .findFirst()
                    .orElse(null);
            known = account != null;
        }
        Message out = exchange.getMessage();
        out.setHeader(
                HubHeaders.ACCOUNT_ID, known ? account.id() : message.owner().id());
        out.setHeader(
                HubHeaders.ACCOUNT, known ? account.name() : message.owner().name());
        out.setHeader(HubHeaders.KNOWN_SELLER, known);
        out.setBody(message.body());
    }

    /** Tells what the event is, see {@link EventHeaders}; nobody's event is unrecognised. */
    @Leaves(
            headers = {
                HubHeaders.KIND,
                HubHeaders.TOPIC,
                HubHeaders.SHAPE,
                HubHeaders.ORDER_KEY,
                HubHeaders.NOTIFICATION_ONLY
            })
    public void classify(Exchange exchange) {
        Message message = exchange.getMessage();
        NewEvent event = classifier.classify(
                recipes.get(message.getHeader(HubHeaders.CHANNEL, String.class)),
                message.getHeader(HubHeaders.ACCOUNT_ID, Integer.class),
                EventSource.QUEUE,
                Map.of(),
                message.getBody(byte[].class));
        boolean nobodys = Boolean.FALSE.equals(message.getHeader(HubHeaders.KNOWN_SELLER, Boolean.class));
        EventHeaders.set(
                exchange,
                nobodys && event.kind() != EventKind.IGNORED
                        ? event.unrecognised("unknown_seller", "it names no seller that is connected")
                        : event);
    }

    /** Commits the event; leaves hubStored = false when it cannot: the message comes back. Ignored ones count as stored. */
    @Leaves(headers = HubHeaders.STORED)
    public void store(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setHeader(
                HubHeaders.STORED,
                EventHeaders.event(exchange)
                        .map(event -> event.kind() == EventKind.IGNORED || stored(event, message))
                        .orElse(false));
    }

    private boolean stored(NewEvent event, Message message) {
        try {
            inbox.store(event);
            return true;
        } catch (RuntimeException e) {
            LOG.warn(
                    "event of {}/{} not stored, it comes again: {}",
                    message.getHeader(HubHeaders.CHANNEL),
                    message.getHeader(HubHeaders.ACCOUNT),
                    e.getMessage());
            return false;
        }
    }

    /** Deletes the message; when that fails it comes again and is a duplicate. */
    public void delete(Exchange exchange) {
        QueueMessage message = exchange.getProperty(MESSAGE, QueueMessage.class);
        try {
            queues.delete(message);
            troubles.works(message.owner(), Use.DELETE);
        } catch (UnreadableQueueException e) {
            troubles.failed(message.owner(), Use.DELETE, e);
        }
    }
}
