package org.caravanserai.intake.webhook;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.caravanserai.base.Leaves;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Observes a webhook's event, stores it, and answers refusals. */
public final class IntakeSteps {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeSteps.class);
    private static final String OBSERVATION = "hubObservation";
    private static final String RETRY_SECONDS = "30";

    private final EventClassifier observer;
    private final EventStore store;
    private final IntakeMeters meters;

    public IntakeSteps(EventClassifier observer, EventStore store, IntakeMeters meters) {
        this.observer = observer;
        this.store = store;
        this.meters = meters;
    }

    /**
     * Tells what the event is. Leaves the headers hubKind, hubTopic, hubShape, hubOrderKey and hubThin; a step put in
     * after this one may change hubKind, for instance to {@code ignored}.
     */
    @Leaves(headers = {"hubKind", "hubTopic", "hubShape", "hubOrderKey", "hubThin"})
    public void observe(Exchange exchange) {
        WebhookCall call = WebhookCall.of(exchange);
        Message message = exchange.getMessage();
        Observation seen = observer.observe(
                call.recipe(), call.account().id(), "webhook", call.headers(), message.getBody(byte[].class));
        exchange.setProperty(OBSERVATION, seen);
        message.setHeader("hubKind", seen.kind());
        message.setHeader("hubTopic", seen.topic());
        message.setHeader("hubShape", seen.shape());
        message.setHeader("hubOrderKey", seen.orderKey());
        message.setHeader("hubThin", seen.thin());
    }

    /** Commits the event; refuses with 503 when it cannot, so that the channel comes again. Ignored events are not stored. */
    @Leaves(headers = {"hubDuplicate"})
    public void store(Exchange exchange) {
        WebhookCall call = WebhookCall.of(exchange);
        Observation seen = exchange.getProperty(OBSERVATION, Observation.class);
        Message message = exchange.getMessage();
        if (seen == null) {
            throw new WebhookRefusal(503, "not-observed");
        }
        if ("ignored".equals(message.getHeader("hubKind"))) {
            meters.count(call.recipe().channel(), "ignored");
            return;
        }
        Observation told = as(seen, message);
        boolean duplicate;
        try {
            duplicate = store.store(List.of(told)).get(0);
        } catch (RuntimeException e) {
            LOG.warn("event of {}/{} not stored: {}", call.recipe().channel(), call.accountName(), e.getMessage());
            throw new WebhookRefusal(503, "store-away");
        }
        message.setHeader("hubDuplicate", duplicate);
        meters.count(
                call.recipe().channel(), duplicate ? "duplicate" : told.kind().equals("odd") ? "odd" : "accepted");
    }

    /** Answers a refusal: its status and nothing else; anything that was no refusal is 503. */
    @Leaves(
            body = String.class,
            clears = true,
            headers = {Exchange.HTTP_RESPONSE_CODE, "Retry-After"})
    public void refuse(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        WebhookRefusal refusal = cause instanceof WebhookRefusal known ? known : new WebhookRefusal(503, "fault");
        if (cause != refusal) {
            LOG.error("webhook of route {} failed", exchange.getFromRouteId(), cause);
        }
        WebhookCall call = exchange.getProperty(WebhookCall.PROPERTY, WebhookCall.class);
        meters.count(call == null ? "unknown" : call.recipe().channel(), refusal.reason());
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, refusal.status());
        if (refusal.status() == 503) {
            message.setHeader("Retry-After", RETRY_SECONDS);
        }
        message.setBody("");
    }

    private static Observation as(Observation seen, Message message) {
        String kind = message.getHeader("hubKind", String.class);
        return kind == null || kind.equals(seen.kind())
                ? seen
                : new Observation(
                        seen.accountId(),
                        kind,
                        seen.source(),
                        seen.topic(),
                        seen.shape(),
                        seen.orderKey(),
                        seen.eventKey(),
                        seen.headers(),
                        seen.body(),
                        seen.thin(),
                        seen.parentId());
    }
}
