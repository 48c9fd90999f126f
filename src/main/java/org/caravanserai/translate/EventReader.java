package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.order.NextStep;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.privacy.DayKeys;

/** The reading steps that need no mapping: opening what intake sealed, and turning canonical documents into contents. */
public final class EventReader {

    private final DayKeys keys;
    private final Accounts accounts;
    private final Documents documents;

    public EventReader(DayKeys keys, Accounts accounts) {
        this.keys = keys;
        this.accounts = accounts;
        this.documents = new Documents(accounts);
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
        context.snapshot(OrderSnapshot.of((ObjectNode) context.document()));
    }

    public void takeShipment(EventContext context) {
        context.content(documents.shipped(context.document()));
    }

    public void takeCounts(EventContext context) {
        context.content(Documents.counted(context.document()));
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
