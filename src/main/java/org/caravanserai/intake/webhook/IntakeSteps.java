package org.caravanserai.intake.webhook;

import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.Inbox;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.outbox.PollTrigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Classifies a webhook's event, stores it, and answers refusals. */
public final class IntakeSteps {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeSteps.class);
    private static final String RETRY_SECONDS = "30";
    /** Bytes that are kept of a body beyond the limit. */
    private static final int KEPT = 4096;

    private final EventClassifier classifier;
    private final Inbox inbox;
    private final IntakeMeters meters;
    private final PollTrigger polls;

    /** @param polls looks through an account out of turn, for the sake of an order that nobody can name */
    public IntakeSteps(EventClassifier classifier, Inbox inbox, IntakeMeters meters, PollTrigger polls) {
        this.classifier = classifier;
        this.inbox = inbox;
        this.meters = meters;
        this.polls = polls;
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
        byte[] body = exchange.getMessage().getBody(byte[].class);
        NewEvent event =
                classifier.classify(call.recipe(), call.account().id(), EventSource.WEBHOOK, call.headers(), body);
        String foreign = ForeignShop.name(call.recipe().webhook().shop(), call.account(), call.headers());
        LongBody whole = exchange.getProperty(HubHeaders.LONG_BODY, LongBody.class);
        if (event.kind() != EventKind.IGNORED && !foreign.isEmpty()) {
            event = event.unrecognised("foreign_shop", "it is of the shop " + cut(foreign));
        } else if (event.kind() != EventKind.IGNORED && whole != null) {
            event = beyondLimit(call, event, whole);
        }
        EventHeaders.set(exchange, event);
    }

    /** Of what is too long only the order that its beginning names is believed: it is asked for. */
    private NewEvent beyondLimit(WebhookCall call, NewEvent event, LongBody whole) {
        byte[] beginning = Arrays.copyOf(event.body(), Math.min(event.body().length, KEPT));
        boolean asked = event.kind() == EventKind.ORDER && call.recipe().fetch() != null;
        meters.count(call.recipe().channel(), "too-long");
        LOG.warn(
                "webhook {} of {}/{} has {} bytes: {}",
                event.topic(),
                call.recipe().channel(),
                call.accountName(),
                whole.length(),
                asked ? "order " + event.orderKey() + " is fetched" : "nobody can read which order it is about");
        NewEvent kept = event.cut(beginning, asked);
        return asked || !event.isOrderNobodyCanName()
                ? kept
                : kept.unrecognised("too_long", event.topic() + " beyond the limit names no order at its beginning");
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100);
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
        if (!duplicate && event.isOrderNobodyCanName()) {
            polls.poll(event.accountId());
        }
        meters.count(
                call.recipe().channel(),
                duplicate
                        ? "duplicate"
                        : event.kind() == EventKind.UNRECOGNISED ? EventKind.UNRECOGNISED.word() : "accepted");
    }

    /** Answers a refusal: a problem document with its status and what to look at; anything that was no refusal is 503. */
    @Leaves(
            body = String.class,
            clears = true,
            headers = {Exchange.HTTP_RESPONSE_CODE, Exchange.CONTENT_TYPE, "Retry-After"})
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
        message.setHeader("Retry-After", refusal.status() == 503 ? RETRY_SECONDS : null);
        message.setHeader(Exchange.CONTENT_TYPE, "application/problem+json");
        message.setBody(refusal.problem());
    }
}
