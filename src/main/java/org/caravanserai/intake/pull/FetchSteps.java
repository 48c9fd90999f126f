package org.caravanserai.intake.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.notify.ChannelAnswer;
import org.caravanserai.notify.ChannelRequest;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.notify.OperationContext;
import org.caravanserai.notify.ResponseClassifier;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;

/** Asks a channel for one order and stores it as the child of the hint that named it. */
public final class FetchSteps {

    private static final String ASKED = HubHeaders.ASKED_AT;
    private static final int TRIES = 4;

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
        exchange.setProperty(ASKED, clock.instant());
        exchange.getMessage().setBody(ChannelRequest.of(request));
    }

    /** Classifies the answer and commits the order it holds. */
    public void storeOrder(Exchange exchange) throws IOException {
        OperationContext context = OperationContext.of(exchange);
        ChannelAnswer answer = exchange.getMessage().getBody(ChannelAnswer.class);
        Outcome outcome = classifier.classify(context, answer, true);
        if (outcome.kind() == Kind.OK) {
            outcome = store(context, answer, exchange.getProperty(ASKED, Instant.class));
        }
        if (outcome.kind() == Kind.REJECT && context.work().attempt() < TRIES) {
            // a hint may be quicker than the order it names: channels copy their data about
            outcome = Outcome.of(Kind.RETRY, outcome.message());
        }
        context.end(outcome);
    }

    private Outcome store(OperationContext context, ChannelAnswer answer, Instant asked) throws IOException {
        ChannelRecipe recipe = context.recipe();
        List<byte[]> found = JsonSlices.objects(answer.raw(), recipe.fetch().order());
        if (found.size() != 1) {
            return Outcome.reject("the channel knows no such order");
        }
        JsonNode parent = context.input().path("parentId");
        List<String> keys = orderWriter.store(
                context.account().id(),
                EventSource.FETCH,
                recipe.fetch().shape(),
                recipe.shapes().get(recipe.fetch().shape()),
                found,
                asked,
                parent.isNumber() ? parent.asLong() : null);
        String wanted = context.input().path("orderKey").asText();
        return keys.contains(wanted) ? Outcome.ok() : Outcome.reject("the channel answered with another order");
    }
}
