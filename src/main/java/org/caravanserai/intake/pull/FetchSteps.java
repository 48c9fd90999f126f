package org.caravanserai.intake.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.base.PointerReader;
import org.caravanserai.channel.recipe.FetchRecipe;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.notify.ChannelAnswer;
import org.caravanserai.notify.ChannelRequest;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.notify.OperationContext;
import org.caravanserai.notify.ResponseClassifier;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;

/**
 * Asks a channel for one order, with all further calls that its recipe names, and stores it as the child of the hint that named
 * it.
 */
public final class FetchSteps {

    private static final String ORDER = HubHeaders.FETCHED_ORDER;
    private static final int TRIES = 4;
    private static final String BEYOND_US =
            "the order is longer than 4 MiB, nested deeper than 64 levels, or has a text longer than 1 MiB or a name twice";

    private final ChannelScripts scripts;
    private final ResponseClassifier classifier;
    private final FetchedOrderWriter orderWriter;
    private final Clock clock;

    public FetchSteps(
            ChannelScripts scripts, ResponseClassifier classifier, FetchedOrderWriter orderWriter, Clock clock) {
        this.scripts = scripts;
        this.classifier = classifier;
        this.orderWriter = orderWriter;
        this.clock = clock;
    }

    /** Leaves the request as the body. */
    @Leaves(body = ChannelRequest.class)
    public void buildFetch(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        JsonNode request = scripts.run(context.account().channel(), "fetch.request", context.input())
                .orElseThrow(() -> new IllegalStateException("no fetch.request.jslt"));
        exchange.setProperty(ORDER, new FetchedOrder(clock.instant()));
        exchange.getMessage().setBody(ChannelRequest.of(request));
    }

    /** Classifies the answer, and sees whether the order in it is all there. */
    public void readOrder(Exchange exchange) throws IOException {
        OperationContext context = OperationContext.of(exchange);
        ChannelAnswer answer = exchange.getMessage().getBody(ChannelAnswer.class);
        FetchedOrder order = order(exchange);
        Outcome outcome = classifier.classify(context, answer, true);
        if (isAbsent(context.recipe().fetch(), answer)) {
            order.absent();
        } else if (outcome.kind() == Kind.OK) {
            List<byte[]> found =
                    JsonSlices.objects(answer.raw(), context.recipe().fetch().order());
            if (found.size() == 1 && isTheOneAskedFor(context, found.get(0))) {
                order.found(found.get(0));
                look(context, order);
            } else if (found.size() == 1) {
                end(context, Outcome.reject("the channel answered with another order than the one it was asked for"));
            } else {
                end(context, Outcome.reject("the channel knows no such order"));
            }
        } else {
            end(context, isBeyondUs(answer, context.recipe().fetch()) ? Outcome.reject(BEYOND_US) : outcome);
        }
    }

    /** The order came, and no tree can be made of it: asking on does not help. An error page is no order. */
    private static boolean isBeyondUs(ChannelAnswer answer, FetchRecipe recipe) {
        if (!answer.unreadable()) {
            return false;
        }
        JsonSlices.Cut cut = JsonSlices.cut(answer.raw(), recipe.order());
        return cut.complete() ? !cut.objects().isEmpty() : answer.fault() != null;
    }

    /** Predicate: something of the order is still to be asked for. */
    public boolean hasMore(Exchange exchange) {
        return OperationContext.of(exchange).outcome() == null
                && order(exchange).lacksPart();
    }

    /** Leaves the next request as the body. */
    @Leaves(body = ChannelRequest.class)
    public void buildMore(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        context.payAgain();
        exchange.getMessage().setBody(ChannelRequest.of(order(exchange).ask()));
    }

    /** Puts what came into the order; a call that failed ends it, and the whole order is asked for again. */
    public void readMore(Exchange exchange) throws IOException {
        OperationContext context = OperationContext.of(exchange);
        ChannelAnswer answer = exchange.getMessage().getBody(ChannelAnswer.class);
        Outcome outcome = classifier.classify(context, answer, true);
        if (outcome.kind() == Kind.OK) {
            order(exchange).put(answer.body());
            look(context, order(exchange));
        } else {
            end(context, outcome);
        }
    }

    /** Commits the order, or that there is none. */
    public void storeOrder(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        FetchedOrder order = order(exchange);
        if (context.outcome() != null) {
            return;
        }
        if (order.isAbsent()) {
            storeAbsence(context, order.askedAt());
        } else {
            end(context, store(context, order));
        }
    }

    /** Of another order nothing is believed: a cache, or a shop behind the same address, gave it. */
    private static boolean isTheOneAskedFor(OperationContext context, byte[] order) {
        String shape = context.recipe().fetch().shape();
        return PointerReader.of(context.recipe().shapes().get(shape).order())
                .read(order)
                .equals(Optional.of(context.input().path("orderKey").asText()));
    }

    private static FetchedOrder order(Exchange exchange) {
        FetchedOrder order = exchange.getProperty(ORDER, FetchedOrder.class);
        if (order == null) {
            throw new IllegalStateException("no order was asked for");
        }
        return order;
    }

    /** A hint may be quicker than the order it names: channels copy their data about. */
    private static void end(OperationContext context, Outcome outcome) {
        context.end(
                outcome.kind() == Kind.REJECT && !isLast(context)
                        ? Outcome.of(Kind.RETRY, outcome.message())
                        : outcome);
    }

    /** Where nobody but people asked for it there is nothing to wait for. */
    private static boolean isLast(OperationContext context) {
        return context.work().attempt() >= TRIES || work(context).onlyImported();
    }

    private static FetchWork work(OperationContext context) {
        return (FetchWork) context.work();
    }

    /** The channel's script says what is still to be asked for; beyond the recipe's limit the order stays incomplete. */
    private void look(OperationContext context, FetchedOrder order) {
        if (order.calls() < context.recipe().fetch().more()) {
            context.input().set("order", order.document());
            context.input().put("calls", order.calls());
            Optional<JsonNode> next = scripts.run(context.account().channel(), "fetch.more", context.input());
            next.filter(JsonNode::isObject).ifPresent(order::lacks);
            context.input().remove("order");
        }
    }

    /** The channel says in its own words that there is no such order: not an error page, not a question of rights. */
    private static boolean isAbsent(FetchRecipe recipe, ChannelAnswer answer) {
        if (answer.body() == null) {
            return false;
        }
        FetchRecipe.AbsentAnswer word = recipe.absent();
        return word == null
                ? answer.status() == 200
                        && !recipe.order().isEmpty()
                        && answer.body().at(recipe.order()).isNull()
                : answer.status() == word.status()
                        && answer.body().at(word.pointer()).asText().equals(word.value());
    }

    /** Where a deletion was told of there is nothing to wait for. */
    private void storeAbsence(OperationContext context, Instant asked) {
        boolean noticed = afterDeletion(context);
        if (work(context).onlyImported()) {
            context.end(Outcome.reject("it has no such order; an order is asked for by "
                    + context.recipe().fetch().id().wanted()));
            return;
        }
        if (!noticed && !isLast(context)) {
            context.end(Outcome.of(Kind.RETRY, "the channel knows no such order"));
            return;
        }
        orderWriter.storeAbsence(
                context.account().id(),
                context.input().path("orderKey").asText(),
                ChannelQuestion.fetch(asked, context.input().path("parentId").asLong(), noticed, work(context)));
        context.end(Outcome.ok());
    }

    private static boolean afterDeletion(OperationContext context) {
        return work(context).shapes().stream()
                .map(context.recipe().shapes()::get)
                .anyMatch(shape -> shape != null && shape.deleted());
    }

    private Outcome store(OperationContext context, FetchedOrder order) {
        FetchRecipe recipe = context.recipe().fetch();
        JsonNode parent = context.input().path("parentId");
        orderWriter.store(
                context.account().id(),
                EventSource.FETCH,
                recipe.shape(),
                context.recipe().shapes().get(recipe.shape()),
                List.of(order.bytes()),
                ChannelQuestion.fetch(
                        order.askedAt(),
                        parent.isNumber() ? parent.asLong() : null,
                        afterDeletion(context),
                        work(context)));
        return Outcome.ok();
    }
}
