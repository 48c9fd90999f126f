package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.IntFunction;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.order.CanonicalOrder;
import org.caravanserai.privacy.DayKeys;

/** The reading steps that need no mapping: opening what intake sealed, and turning canonical documents into contents. */
public final class EventReader {

    private final DayKeys keys;
    private final IntFunction<AccountRef> accounts;
    private final Documents documents;

    public EventReader(DayKeys keys, IntFunction<AccountRef> accounts, AccountFinder named) {
        this.keys = keys;
        this.accounts = accounts;
        this.documents = new Documents(named);
    }

    /** Begins to observe an event: its body is opened. */
    public EventContext open(InboxEvent event) {
        EventContext observation = new EventContext(event, accounts.apply(event.accountId()));
        observation.open(
                event.day() == null ? event.sealed() : keys.open(event.accountId(), event.day(), event.sealed()));
        return observation;
    }

    public void takeOrder(EventContext observation) {
        observation
                .document()
                .path("alerts")
                .forEach(alert -> observation.alerts().add(alert.path("code").asText()));
        observation.content(Content.Statement.of(CanonicalOrder.of((ObjectNode) observation.document())));
    }

    public void takeShipment(EventContext observation) {
        observation.content(documents.shipped(observation.document()));
    }

    public void takeCounts(EventContext observation) {
        observation.content(Documents.counted(observation.document()));
    }

    public void takeCancellation(EventContext observation) {
        observation.content(documents.cancel(observation.document()));
    }

    public void takeRecallAnswer(EventContext observation) {
        JsonNode document = observation.document();
        observation.content(new Content.RecallAnswer(
                document.path("reference").asText(),
                Long.parseLong(document.path("dispatchId").asText()),
                document.path("recalled").asBoolean()));
    }

    public void takeRedrive(EventContext observation) {
        observation.content(Documents.redrive(observation.document()));
    }

    public void takeTimer(EventContext observation) {
        JsonNode document = observation.document();
        observation.content(new Content.Timer(
                document.path("groupId").asLong(), document.path("step").asText()));
    }
}
