package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.order.NextStep;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.Precedence;
import org.caravanserai.privacy.DayKeys;

/** The reading steps that need no mapping: opening what intake sealed, and turning canonical documents into contents. */
public final class EventReader {

    private final DayKeys keys;
    private final Accounts accounts;
    private final Documents documents;
    private final OutsideTimes times;

    /** @param precedence knows how far the clocks of others may differ from ours */
    public EventReader(DayKeys keys, Accounts accounts, Precedence precedence) {
        this.keys = keys;
        this.accounts = accounts;
        this.documents = new Documents(accounts);
        this.times = new OutsideTimes(precedence);
    }

    /** Begins the way of an event: its body is opened, and what is known of it is said in headers. @return the bytes as they came in */
    @Leaves(
            body = byte[].class,
            headers = {
                HubHeaders.INBOX_ID,
                HubHeaders.KIND,
                HubHeaders.CHANNEL,
                HubHeaders.ACCOUNT,
                HubHeaders.SOURCE,
                HubHeaders.TOPIC,
                HubHeaders.SHAPE,
                HubHeaders.ORDER_KEY
            },
            properties = HubHeaders.CARRIER)
    public byte[] open(InboxEvent event, Exchange exchange) {
        EventContext context =
                new EventContext(event, accounts.byId(event.accountId()).orElseThrow());
        context.open(event.day() == null ? event.sealed() : keys.open(event.accountId(), event.day(), event.sealed()));
        exchange.setProperty(HubHeaders.CARRIER, context);
        describe(exchange.getMessage(), context);
        return context.body();
    }

    private static void describe(Message message, EventContext context) {
        message.setHeader(HubHeaders.INBOX_ID, Long.toString(context.event().id()));
        message.setHeader(HubHeaders.KIND, context.kind());
        message.setHeader(HubHeaders.CHANNEL, context.channel());
        message.setHeader(HubHeaders.ACCOUNT, context.account().name());
        message.setHeader(HubHeaders.SOURCE, context.event().source().word());
        message.setHeader(HubHeaders.TOPIC, context.event().topic());
        message.setHeader(HubHeaders.SHAPE, context.shape());
        message.setHeader(HubHeaders.ORDER_KEY, context.event().orderKey());
    }

    public JsonNode takeOrder(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        context.document()
                .path("alerts")
                .forEach(alert -> context.alerts().add(alert.path("code").asText()));
        ObjectNode order = (ObjectNode) context.document();
        context.partial(PartialStatements.lacks(order));
        if (context.partial() && context.mayBeCompleted() && PartialStatements.isMarkedSent(order)) {
            PartialStatements.forgive(order);
        }
        OrderSnapshot stated = OrderSnapshot.of(order, placed -> times.believed(context, "placedAt", placed));
        context.time(times.time(context, stated));
        context.snapshot(stated);
        return context.visible();
    }

    public JsonNode takeShipment(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        Content.Shipped shipped = documents.shipped(context.document());
        context.content(shipped.at(times.believed(context, "shippedAt", shipped.shippedAt())));
        return context.visible();
    }

    public JsonNode takeCounts(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        Content.Counted counted = Documents.counted(context.document(), context.levels());
        context.content(counted.asOf(times.believed(context, "asOf", counted.asOf())));
        return context.visible();
    }

    public JsonNode takeCancellation(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        context.content(documents.cancel(context.document()));
        return context.visible();
    }

    public JsonNode takeRecallAnswer(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        JsonNode document = context.document();
        context.content(new Content.RecallAnswer(
                document.path("reference").asText(),
                Long.parseLong(document.path("dispatchId").asText()),
                document.path("recalled").asBoolean()));
        return context.visible();
    }

    /** The channel was asked for an order and has it no more. */
    public JsonNode takeAbsence(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        JsonNode document = context.document();
        context.content(new Content.Absent(
                new OrderRef(context.account().id(), document.path("orderId").asText()),
                context.askedAt().orElse(context.event().receivedAt()),
                context.afterDeletion()));
        return context.visible();
    }

    public JsonNode takeRedrive(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        context.content(Documents.redrive(context.document()));
        return context.visible();
    }

    public JsonNode takeOutcome(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        context.content(Documents.told(context.document()));
        return context.visible();
    }

    public JsonNode takeTimer(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        JsonNode document = context.document();
        context.content(new Content.Timer(
                document.path("groupId").asLong(),
                NextStep.of(document.path("step").asText())));
        return context.visible();
    }
}
