package org.caravanserai.intake.webhook;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.NewEvent;

/** An event between the step that classifies it and the one that stores it: what a route may look at stands in headers. */
public final class EventHeaders {

    private EventHeaders() {}

    /** Leaves the event on the exchange, and hubKind, hubTopic, hubShape, hubOrderKey and hubNotificationOnly as headers. */
    public static void set(Exchange exchange, NewEvent event) {
        exchange.setProperty(HubHeaders.EVENT, event);
        Message message = exchange.getMessage();
        message.setHeader(HubHeaders.KIND, event.kind().word());
        message.setHeader(HubHeaders.TOPIC, event.topic());
        message.setHeader(HubHeaders.SHAPE, event.shape());
        message.setHeader(HubHeaders.ORDER_KEY, event.orderKey());
        message.setHeader(HubHeaders.NOTIFICATION_ONLY, event.notificationOnly());
    }

    /**
     * The event, of the kind that hubKind says by now: a step between may have changed it, for instance to
     * {@code ignored}. Empty when no step has classified it.
     */
    public static Optional<NewEvent> event(Exchange exchange) {
        String kind = exchange.getMessage().getHeader(HubHeaders.KIND, String.class);
        return Optional.ofNullable(exchange.getProperty(HubHeaders.EVENT, NewEvent.class))
                .map(event ->
                        kind == null || kind.equals(event.kind().word()) ? event : event.withKind(EventKind.of(kind)));
    }
}
