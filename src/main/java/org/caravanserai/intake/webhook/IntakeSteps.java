package org.caravanserai.intake.webhook;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.Inbox;
import org.caravanserai.inbox.NewEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Classifies a webhook's event, stores it, and answers refusals. */
public final class IntakeSteps {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeSteps.class);
    private static final String RETRY_SECONDS = "30";

    private final EventClassifier classifier;
    private final Inbox inbox;
    private final IntakeMeters meters;

    public IntakeSteps(EventClassifier classifier, Inbox inbox, IntakeMeters meters) {
        this.classifier = classifier;
        this.inbox = inbox;
        this.meters = meters;
    }

    /** Tells what the event is, see {@link EventHeaders}. */
    @Leaves(
            headers = {
                HubHeaders.KIND,
                HubHeaders.TOPIC,
                HubHeaders.SHAPE,
                HubHeaders.ORDER_KEY,
                HubHeaders.NOTIFICATION_ONLY
            })
    public void classify(Exchange exchange) {
        WebhookCall call = WebhookCall.of(exchange);
        EventHeaders.set(
                exchange,
                classifier.classify(
                        call.recipe(),
                        call.account().id(),
                        EventSource.WEBHOOK,
                        call.headers(),
                        exchange.getMessage().getBody(byte[].class)));
    }

    /**
     * Commits the event; ignored ones are not stored.
     *
     * @throws WebhookRefusal 503 when it cannot, so that the channel comes again
     */
    @Leaves(headers = HubHeaders.DUPLICATE)
    public void store(Exchange exchange) {
        WebhookCall call = WebhookCall.of(exchange);
        NewEvent event = EventHeaders.event(exchange).orElseThrow(() -> new WebhookRefusal(503, "not-classified"));
        if (event.kind() == EventKind.IGNORED) {
            meters.count(call.recipe().channel(), EventKind.IGNORED.word());
            return;
        }
        boolean duplicate;
        try {
            duplicate = inbox.store(event).duplicate();
        } catch (RuntimeException e) {
            LOG.warn("event of {}/{} not stored: {}", call.recipe().channel(), call.accountName(), e.getMessage());
            throw new WebhookRefusal(503, "store-away");
        }
        exchange.getMessage().setHeader(HubHeaders.DUPLICATE, duplicate);
        meters.count(
                call.recipe().channel(),
                duplicate
                        ? "duplicate"
                        : event.kind() == EventKind.UNRECOGNISED ? EventKind.UNRECOGNISED.word() : "accepted");
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
}
