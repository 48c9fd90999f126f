package org.caravanserai.inbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caravanserai.base.Summarised;

/** The body of the exchange that {@code inbox:} starts: events claimed together, in id order, to be worked on in one transaction. */
public record InboxBatch(List<InboxEvent> events) implements Summarised {

    @Override
    public ObjectNode summary() {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.putArray("events")
                .addAll(events.stream().map(InboxEvent::summary).toList());
        return summary;
    }
}
