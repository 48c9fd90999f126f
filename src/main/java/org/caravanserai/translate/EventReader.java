package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    /** Begins the way of an event: its body is opened. */
    public EventContext open(InboxEvent event) {
        EventContext context =
                new EventContext(event, accounts.byId(event.accountId()).orElseThrow());
        context.open(event.day() == null ? event.sealed() : keys.open(event.accountId(), event.day(), event.sealed()));
        return context;
    }

    public void takeOrder(EventContext context) {
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
    }

    public void takeShipment(EventContext context) {
        Content.Shipped shipped = documents.shipped(context.document());
        context.content(shipped.at(times.believed(context, "shippedAt", shipped.shippedAt())));
    }

    public void takeCounts(EventContext context) {
        Content.Counted counted = Documents.counted(context.document(), context.levels());
        context.content(counted.asOf(times.believed(context, "asOf", counted.asOf())));
    }

    public void takeCancellation(EventContext context) {
        context.content(documents.cancel(context.document()));
    }

    public void takeRecallAnswer(EventContext context) {
        JsonNode document = context.document();
        context.content(new Content.RecallAnswer(
                document.path("reference").asText(),
                Long.parseLong(document.path("dispatchId").asText()),
                document.path("recalled").asBoolean()));
    }

    /** The channel was asked for an order and has it no more. */
    public void takeAbsence(EventContext context) {
        JsonNode document = context.document();
        context.content(new Content.Absent(
                new OrderRef(context.account().id(), document.path("orderId").asText()),
                context.askedAt().orElse(context.event().receivedAt()),
                context.afterDeletion()));
    }

    public void takeRedrive(EventContext context) {
        context.content(Documents.redrive(context.document()));
    }

    public void takeOutcome(EventContext context) {
        context.content(Documents.told(context.document()));
    }

    public void takeTimer(EventContext context) {
        JsonNode document = context.document();
        context.content(new Content.Timer(
                document.path("groupId").asLong(),
                NextStep.of(document.path("step").asText())));
    }
}
