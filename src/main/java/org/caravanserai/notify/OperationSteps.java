package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.notify.Verdict.Kind;

/**
 * Bean {@code outward}: the steps with which a channel is told something. Look first where the operation says so, plan
 * what is still to be sent, send it, judge each answer; the first answer that is not a success ends it.
 */
public final class OperationSteps {

    /** Exchange property: the requests to send, for the splitter. */
    public static final String REQUESTS = HubHeaders.REQUESTS;

    private static final int MOST_LOOKUPS = 20;

    private final OperationContexts errands;
    private final OperationRequest.Reader reader;
    private final ChannelScripts scripts;
    private final ResponseClassifier judge;
    private final String outcomeProperty;
    private final Function<Verdict, ?> outcome;

    /**
     * @param reader understands what the sender's component puts on an exchange
     * @param outcomeProperty where that component looks for the outcome
     * @param outcome its own form of a verdict
     */
    public OperationSteps(
            OperationContexts errands,
            OperationRequest.Reader reader,
            ChannelScripts scripts,
            ResponseClassifier judge,
            String outcomeProperty,
            Function<Verdict, ?> outcome) {
        this.errands = errands;
        this.reader = reader;
        this.scripts = scripts;
        this.judge = judge;
        this.outcomeProperty = outcomeProperty;
        this.outcome = outcome;
    }

    public void loadAccount(Exchange exchange) {
        OperationContext errand = errands.begin(reader.read(exchange));
        exchange.setProperty(OperationContext.PROPERTY, errand);
        exchange.getMessage().setHeader(HubHeaders.CHANNEL, errand.account().channel());
        exchange.getMessage().setHeader(HubHeaders.ACCOUNT, errand.account().name());
        exchange.getMessage()
                .setHeader(HubHeaders.OPERATION, errand.assignment().operation());
    }

    /**
     * Asks the operation's lookup script, if there is one, what to look up next, given what was found so far; leaves the
     * request as the body, or nothing when all is known.
     */
    public void buildLookup(Exchange exchange) {
        OperationContext errand = OperationContext.of(exchange);
        errand.input().withArray("lookups");
        exchange.getMessage().setBody(null);
        if (errand.look() > MOST_LOOKUPS) {
            errand.end(Verdict.of(Kind.REJECT, "looking it up takes more than " + MOST_LOOKUPS + " calls"));
        } else if (errand.goesOn()) {
            run(errand, "lookup")
                    .filter(JsonNode::isObject)
                    .ifPresent(request -> exchange.getMessage().setBody(ChannelRequest.of(request)));
        }
    }

    /** Predicate: there is something to look up. */
    public boolean looksUp(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof ChannelRequest;
    }

    /** Keeps what was found for the plan; a lookup that failed ends it: nothing is sent blindly. */
    public void readLookup(Exchange exchange) {
        OperationContext errand = OperationContext.of(exchange);
        ChannelAnswer answer = answer(exchange);
        Verdict verdict = judge.judge(errand, answer, true);
        if (verdict.kind() == Kind.OK) {
            errand.input()
                    .withArray("lookups")
                    .addObject()
                    .put("status", answer.status())
                    .set("body", answer.body());
        } else {
            errand.end(verdict);
        }
    }

    /** Decides what is still to be sent: requests, or the reason why there are none. */
    public void plan(Exchange exchange) {
        OperationContext errand = OperationContext.of(exchange);
        if (errand.goesOn()) {
            Optional<JsonNode> plan = run(errand, "plan");
            if (plan.isPresent()) {
                decide(errand, plan.get());
            } else if (errand.goesOn()) {
                errand.end(Verdict.of(
                        Kind.REJECT,
                        "the channel's recipe does not say how to do "
                                + errand.assignment().operation()));
            }
        }
        exchange.setProperty(REQUESTS, errand.requests());
    }

    /** Predicate: nothing has ended it yet. */
    public boolean goesOn(Exchange exchange) {
        return OperationContext.of(exchange).goesOn();
    }

    public void judgeAnswer(Exchange exchange) {
        OperationContext errand = OperationContext.of(exchange);
        ChannelRequest request = errand.request();
        errand.end(judge.judge(errand, answer(exchange), request != null && request.read()));
    }

    /** Hands the outcome to the sender. */
    public void settle(Exchange exchange) {
        Verdict verdict = OperationContext.of(exchange).verdict();
        exchange.setProperty(
                outcomeProperty,
                outcome.apply(
                        verdict == null ? Verdict.of(Kind.UNKNOWN, "the route ended without a verdict") : verdict));
    }

    private void decide(OperationContext errand, JsonNode plan) {
        if (plan.hasNonNull("done")) {
            errand.end(Verdict.of(Kind.ALREADY, plan.get("done").asText()));
        } else if (plan.hasNonNull("wait")) {
            errand.end(Verdict.of(Kind.WAIT, plan.get("wait").asText()));
        } else if (plan.hasNonNull("reject")) {
            errand.end(Verdict.of(Kind.REJECT, plan.get("reject").asText()));
        } else {
            List<ChannelRequest> requests = new ArrayList<>();
            plan.path("requests").forEach(request -> requests.add(ChannelRequest.of(request)));
            if (requests.isEmpty()) {
                throw new IllegalStateException(
                        errand.assignment().operation() + ".plan.jslt put out none of done, wait, reject, requests");
            }
            errand.plan(List.copyOf(requests));
        }
    }

    private Optional<JsonNode> run(OperationContext errand, String script) {
        String name = errand.assignment().operation() + "." + script;
        try {
            return scripts.run(errand.account().channel(), name, errand.input());
        } catch (JsltException e) {
            // the message quotes values: only the place is safe to tell
            errand.end(Verdict.of(Kind.REJECT, name + ".jslt broke in line " + e.getLine()));
            return Optional.empty();
        }
    }

    private static ChannelAnswer answer(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof ChannelAnswer answer
                ? answer
                : ChannelAnswer.failed(ChannelAnswer.Fault.BROKEN);
    }
}
