package org.caravanserai.intake.pull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.caravanserai.base.Leaves;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.recipe.EventRecipe;
import org.caravanserai.intake.webhook.EventClassifier;
import org.caravanserai.intake.webhook.EventStore;
import org.caravanserai.intake.webhook.Observation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a queue's messages in. A message is deleted when its event is committed, and not before. */
public final class QueueSteps {

    private static final Logger LOG = LoggerFactory.getLogger(QueueSteps.class);
    private static final String MESSAGE = "hubQueueMessage";
    private static final String OBSERVATION = "hubObservation";
    private static final int MOST_AT_ONCE = 100;

    private final Accounts accounts;
    private final ChannelRecipes recipes;
    private final Queues queues;
    private final EventClassifier observer;
    private final EventStore store;

    public QueueSteps(
            Accounts accounts, ChannelRecipes recipes, Queues queues, EventClassifier observer, EventStore store) {
        this.accounts = accounts;
        this.recipes = recipes;
        this.queues = queues;
        this.observer = observer;
        this.store = store;
    }

    /** Leaves one account per queue as the body. */
    @Leaves(body = List.class, each = Account.class)
    public void pickQueues(Exchange exchange) {
        String channel = exchange.getMessage().getHeader("hubChannel", String.class);
        Set<String> seen = new HashSet<>();
        exchange.getMessage()
                .setBody(accounts.of(channel).stream()
                        .filter(account -> {
                            String name = queues.name(account);
                            return !name.isEmpty() && seen.add(name);
                        })
                        .toList());
    }

    /** Leaves the messages that wait in the account's queue as the body; a queue that cannot be read has none. */
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
        } catch (RuntimeException e) {
            LOG.warn("{}", e.getMessage());
        }
        exchange.getMessage().setBody(messages);
    }

    /** Finds the account the event is for. Nobody's event is kept under the queue's owner, for people to look at. */
    @Leaves(
            body = byte[].class,
            headers = {"hubAccountId", "hubAccount", "hubKnownSeller"})
    public void findSeller(Exchange exchange) {
        QueueMessage message = exchange.getMessage().getBody(QueueMessage.class);
        exchange.setProperty(MESSAGE, message);
        ChannelRecipe recipe = recipes.get(message.owner().channel());
        EventRecipe.Seller seller = recipe.events().seller();
        Account account = message.owner();
        boolean known = true;
        if (seller != null) {
            String id = observer.seller(recipe, message.body());
            account = accounts.of(recipe.channel()).stream()
                    .filter(one ->
                            !id.isEmpty() && one.setting(seller.setting()).equals(id))
                    .findFirst()
                    .orElse(null);
            known = account != null;
        }
        Message out = exchange.getMessage();
        out.setHeader("hubAccountId", known ? account.id() : message.owner().id());
        out.setHeader("hubAccount", known ? account.name() : message.owner().name());
        out.setHeader("hubKnownSeller", known);
        out.setBody(message.body());
    }

    /** Tells what the event is; leaves hubKind, hubTopic, hubShape, hubOrderKey, hubThin. */
    @Leaves(headers = {"hubKind", "hubTopic", "hubShape", "hubOrderKey", "hubThin"})
    public void observe(Exchange exchange) {
        Message message = exchange.getMessage();
        ChannelRecipe recipe = recipes.get(message.getHeader("hubChannel", String.class));
        Observation seen = observer.observe(
                recipe,
                message.getHeader("hubAccountId", Integer.class),
                "queue",
                Map.of(),
                message.getBody(byte[].class));
        if (Boolean.FALSE.equals(message.getHeader("hubKnownSeller", Boolean.class))
                && !seen.kind().equals("ignored")) {
            seen = new Observation(
                    seen.accountId(),
                    "odd",
                    "queue",
                    seen.topic(),
                    "",
                    "",
                    seen.eventKey(),
                    seen.headers(),
                    seen.body(),
                    false,
                    null);
        }
        exchange.setProperty(OBSERVATION, seen);
        message.setHeader("hubKind", seen.kind());
        message.setHeader("hubTopic", seen.topic());
        message.setHeader("hubShape", seen.shape());
        message.setHeader("hubOrderKey", seen.orderKey());
        message.setHeader("hubThin", seen.thin());
    }

    /** Commits the event; leaves hubStored = false when it cannot: the message comes back. */
    @Leaves(headers = {"hubStored"})
    public void store(Exchange exchange) {
        Message message = exchange.getMessage();
        Observation seen = exchange.getProperty(OBSERVATION, Observation.class);
        boolean stored = "ignored".equals(message.getHeader("hubKind"));
        if (!stored && seen != null) {
            try {
                store.store(List.of(seen));
                stored = true;
            } catch (RuntimeException e) {
                LOG.warn(
                        "event of {}/{} not stored, it comes again: {}",
                        message.getHeader("hubChannel"),
                        message.getHeader("hubAccount"),
                        e.getMessage());
            }
        }
        message.setHeader("hubStored", stored);
    }

    /** Deletes the message; when that fails it comes again and is a duplicate. */
    public void delete(Exchange exchange) {
        QueueMessage message = exchange.getProperty(MESSAGE, QueueMessage.class);
        try {
            queues.delete(message);
        } catch (RuntimeException e) {
            LOG.info(
                    "a message of {}/{} could not be deleted, it comes again: {}",
                    message.owner().channel(),
                    message.owner().name(),
                    e.getClass().getSimpleName());
        }
    }
}
