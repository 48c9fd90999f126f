package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.channel.recipe.ChannelOperation;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;
import org.caravanserai.outbox.SendPermit;
import org.caravanserai.outbox.Work;

/**
 * The steps with which a channel is told something. Look first where the operation says so, plan what is still to be sent,
 * send it, classify each answer; the first answer that is not a success ends it.
 */
public final class OperationSteps {

    /** Exchange property: the requests to send, for the splitter. */
    public static final String REQUESTS = HubHeaders.REQUESTS;

    private static final int MOST_LOOKUPS = 20;

    private final OperationContexts contexts;
    private final ChannelScripts scripts;
    private final ResponseClassifier classifier;

    public OperationSteps(OperationContexts contexts, ChannelScripts scripts, ResponseClassifier classifier) {
        this.contexts = contexts;
        this.scripts = scripts;
        this.classifier = classifier;
    }

    /** Reads the work in the body and the sender's permit; leaves the operation context for the steps that follow. */
    public void loadAccount(Exchange exchange) throws InvalidPayloadException {
        OperationContext context = contexts.begin(
                exchange.getMessage().getMandatoryBody(Work.class),
                exchange.getProperty(SendPermit.PROPERTY, SendPermit.class));
        exchange.setProperty(OperationContext.PROPERTY, context);
    }

    /**
     * Asks the operation's lookup script, if there is one, what to look up next, given what was found so far; leaves the
     * request as the body, or nothing when all is known.
     */
    @Leaves(body = ChannelRequest.class)
    public void buildLookup(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        context.input().withArray("lookups");
        exchange.getMessage().setBody(null);
        if (context.look() > MOST_LOOKUPS) {
            context.end(Outcome.reject("looking it up takes more than " + MOST_LOOKUPS + " calls"));
        } else if (context.allAccepted()) {
            run(context, "lookup")
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
        OperationContext context = OperationContext.of(exchange);
        ChannelAnswer answer = answer(exchange);
        Outcome outcome = classifier.classify(context, answer, true);
        if (outcome.kind() == Kind.OK) {
            context.input()
                    .withArray("lookups")
                    .addObject()
                    .put("status", answer.status())
                    .set("body", answer.body());
        } else {
            context.end(outcome);
        }
    }

    /** Decides what is still to be sent: requests, or the reason why there are none. */
    @Leaves(
            properties = {HubHeaders.REQUESTS},
            each = ChannelRequest.class)
    public void plan(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        if (lacksTracking(context)) {
            context.end(
                    Outcome.reject(
                            context.recipe().title()
                                    + " takes no parcel without a tracking number; ask the warehouse for it and enter the parcel there"));
        } else if (context.allAccepted()) {
            Optional<JsonNode> plan = run(context, "plan");
            if (plan.isPresent()) {
                decide(context, plan.get());
            } else if (context.allAccepted()) {
                context.end(Outcome.reject("the channel's recipe does not say how to do " + context.operation()));
            }
        }
        exchange.setProperty(REQUESTS, context.requests());
    }

    /** The parcel has no number, and the recipe does not say that the channel takes it so. */
    private static boolean lacksTracking(OperationContext context) {
        OperationSpec operation = context.recipe().operations().get(context.operation());
        return ChannelOperation.SHIPMENT.word().equals(context.operation())
                && operation != null
                && !operation.untracked()
                && context.input().at("/status/trackingNumber").asText("").isBlank();
    }

    /** Predicate: nothing has ended it yet. */
    public boolean allAccepted(Exchange exchange) {
        return OperationContext.of(exchange).allAccepted();
    }

    public void judgeAnswer(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        ChannelRequest request = context.request();
        context.end(classifier.classify(context, answer(exchange), request != null && request.read()));
    }

    /** Hands the outcome to the sender. */
    @Leaves(properties = {HubHeaders.OUTCOME, HubHeaders.CHANNEL_IDS})
    public void settle(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        Outcome outcome = context.outcome();
        exchange.setProperty(HubHeaders.CHANNEL_IDS, context.channelIds());
        exchange.setProperty(
                Outcome.PROPERTY, outcome == null ? Outcome.unknown("the route ended without an outcome") : outcome);
    }

    private void decide(OperationContext context, JsonNode plan) {
        context.note(plan);
        if (plan.hasNonNull("done")) {
            context.end(Outcome.already(plan.get("done").asText()));
        } else if (plan.hasNonNull("wait")) {
            context.end(Outcome.of(Kind.WAIT, plan.get("wait").asText()));
        } else if (plan.hasNonNull("reject")) {
            context.end(Outcome.reject(plan.get("reject").asText()));
        } else {
            List<ChannelRequest> requests = new ArrayList<>();
            plan.path("requests").forEach(request -> requests.add(ChannelRequest.of(request)));
            if (requests.isEmpty()) {
                throw new IllegalStateException(
                        context.operation() + ".plan.jslt put out none of done, wait, reject, requests");
            }
            context.plan(List.copyOf(requests));
        }
    }

    private Optional<JsonNode> run(OperationContext context, String script) {
        String name = context.operation() + "." + script;
        try {
            return scripts.run(context.account().channel(), name, context.input());
        } catch (JsltException e) {
            // the message quotes values: only the place is safe to tell
            context.end(Outcome.reject(name + ".jslt broke in line " + e.getLine()));
            return Optional.empty();
        }
    }

    private static ChannelAnswer answer(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof ChannelAnswer answer
                ? answer
                : ChannelAnswer.failed(ChannelAnswer.Fault.BROKEN, "");
    }
}
