package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.camel.Exchange;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.base.Leaves;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.intake.pull.Queues;
import org.caravanserai.intake.pull.UnreadableQueueException;
import org.caravanserai.notify.ChannelAnswer;
import org.caravanserai.notify.ChannelRequest;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.notify.OperationContext;
import org.caravanserai.notify.OperationContexts;
import org.caravanserai.notify.ResponseClassifier;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.PollWork;
import org.caravanserai.outbox.WorkAccount;

/**
 * What changes nothing, to see whether an account is reached with its secrets: the channel's list of the last minute's orders, and a
 * look at its queue.
 */
public final class AccountProbe {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Accounts accounts;
    private final ChannelRecipes recipes;
    private final OperationContexts contexts;
    private final ChannelScripts scripts;
    private final ResponseClassifier classifier;
    private final Queues queues;
    private final Clock clock;

    public AccountProbe(
            Accounts accounts,
            ChannelRecipes recipes,
            ChannelScripts scripts,
            ResponseClassifier classifier,
            Queues queues,
            Clock clock) {
        this.accounts = accounts;
        this.recipes = recipes;
        this.contexts = new OperationContexts(accounts, recipes);
        this.scripts = scripts;
        this.classifier = classifier;
        this.queues = queues;
        this.clock = clock;
    }

    /** Leaves the call. @throws ApiProblem 404 when there is no such account, 409 when there is nothing to call */
    @Leaves(
            body = ChannelRequest.class,
            properties = {HubHeaders.OPERATION_CONTEXT, HubHeaders.ASKED_AT})
    public void prepare(Exchange exchange) {
        Account account = AccountAdmin.connected(accounts, exchange.getProperty(ApiRequest.PROPERTY, ApiRequest.class));
        if (recipes.find(account.channel()).filter(one -> one.list() != null).isEmpty()) {
            throw ApiProblem.conflict("the channel " + account.channel()
                    + " has no list of orders to ask for: nothing can be called without changing something");
        }
        OperationContext context;
        try {
            context = contexts.begin(
                    new PollWork(new WorkAccount(account.id(), account.channel(), account.name()), 1), null);
        } catch (ConfigException e) {
            throw ApiProblem.conflict(e.getMessage());
        }
        Instant now = clock.instant();
        Instant to = now.truncatedTo(ChronoUnit.SECONDS);
        context.input()
                .put("from", to.minus(WINDOW).toString())
                .put("to", to.toString())
                .put("page", 1)
                .put("offset", 0)
                .put("size", context.recipe().list().pageSize())
                .putNull("cursor");
        JsonNode request = scripts.run(account.channel(), "list.request", context.input())
                .orElseThrow(() -> ApiProblem.conflict("list.request.jslt makes no request of it"));
        exchange.setProperty(OperationContext.PROPERTY, context);
        exchange.setProperty(HubHeaders.ASKED_AT, now);
        exchange.getMessage().setBody(ChannelRequest.of(request));
    }

    /** Looks at the account's queue, where it has one. */
    @Leaves(properties = HubHeaders.QUEUE_FAULT)
    public void lookAtQueue(Exchange exchange) {
        Account account = OperationContext.of(exchange).account();
        try {
            if (!queues.name(account).isEmpty()) {
                queues.look(account);
                exchange.setProperty(HubHeaders.QUEUE_FAULT, "");
            }
        } catch (UnreadableQueueException e) {
            exchange.setProperty(HubHeaders.QUEUE_FAULT, e.getMessage());
        }
    }

    /** What came back, in words. */
    public ObjectNode tell(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        ChannelAnswer answer = exchange.getMessage().getBody(ChannelAnswer.class);
        Outcome outcome = classifier.classify(context, answer, true);
        boolean listed = outcome.kind() == Outcome.Kind.OK;
        String queue = exchange.getProperty(HubHeaders.QUEUE_FAULT, String.class);
        boolean well = listed && (queue == null || queue.isEmpty());
        String said = listed ? "the channel lists its orders" : outcome.message();
        return Json.MAPPER
                .createObjectNode()
                .put("channel", context.account().channel())
                .put("account", context.account().name())
                .put("ok", well)
                .put("status", answer.status() == 0 ? null : answer.status())
                .put(
                        "milliseconds",
                        Duration.between(exchange.getProperty(HubHeaders.ASKED_AT, Instant.class), clock.instant())
                                .toMillis())
                .put(
                        "message",
                        queue == null ? said : said + "; " + (queue.isEmpty() ? "its queue can be read" : queue))
                .put("queue", queue == null ? "none" : queue.isEmpty() ? "well" : "unreadable");
    }
}
