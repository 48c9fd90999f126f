package org.caravanserai.intake.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.notify.ChannelAnswer;
import org.caravanserai.notify.ChannelRequest;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.notify.OperationContext;
import org.caravanserai.notify.ResponseClassifier;
import org.caravanserai.notify.Verdict;
import org.caravanserai.notify.Verdict.Kind;

/** Bean {@code fetch}: asks a channel for one order and stores it as the child of the hint that named it. */
public final class FetchSteps {

    private static final String ASKED = HubHeaders.ASKED_AT;
    private static final int TRIES = 4;

    private final ChannelScripts scripts;
    private final ResponseClassifier judge;
    private final FetchedOrderWriter writer;
    private final Clock clock;

    public FetchSteps(ChannelScripts scripts, ResponseClassifier judge, FetchedOrderWriter writer, Clock clock) {
        this.scripts = scripts;
        this.judge = judge;
        this.writer = writer;
        this.clock = clock;
    }

    /** Leaves the request as the body. */
    public void buildFetch(Exchange exchange) {
        OperationContext errand = OperationContext.of(exchange);
        JsonNode request = scripts.run(errand.account().channel(), "fetch.request", errand.input())
                .orElseThrow(() -> new IllegalStateException("no fetch.request.jslt"));
        exchange.setProperty(ASKED, clock.instant());
        exchange.getMessage().setBody(ChannelRequest.of(request));
    }

    /** Judges the answer and commits the order it holds. */
    public void storeOrder(Exchange exchange) throws IOException {
        OperationContext errand = OperationContext.of(exchange);
        ChannelAnswer answer = exchange.getMessage().getBody(ChannelAnswer.class);
        Verdict verdict = judge.judge(errand, answer, true);
        if (verdict.kind() == Kind.OK) {
            verdict = store(errand, answer, exchange.getProperty(ASKED, Instant.class));
        }
        if (verdict.kind() == Kind.REJECT && errand.assignment().attempt() < TRIES) {
            // a hint may be quicker than the order it names: channels copy their data about
            verdict = Verdict.of(Kind.RETRY, verdict.message());
        }
        errand.end(verdict);
    }

    private Verdict store(OperationContext errand, ChannelAnswer answer, Instant asked) throws IOException {
        ChannelRecipe recipe = errand.recipe();
        List<byte[]> found = JsonSlices.objects(answer.raw(), recipe.fetch().order());
        if (found.size() != 1) {
            return Verdict.of(Kind.REJECT, "the channel knows no such order");
        }
        JsonNode parent = errand.input().path("parentId");
        List<String> keys = writer.store(
                errand.account().id(),
                EventSource.FETCH,
                recipe.fetch().shape(),
                recipe.shapes().get(recipe.fetch().shape()),
                found,
                asked,
                parent.isNumber() ? parent.asLong() : null);
        String wanted = errand.input().path("orderKey").asText();
        return keys.contains(wanted)
                ? Verdict.of(Kind.OK, "")
                : Verdict.of(Kind.REJECT, "the channel answered with another order");
    }
}
