package org.caravanserai.outbox.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.Json;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.OwnEvents;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.WorkKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How calls that tell channels something ended: an event of the order, in the same transaction, so that it is applied under the
 * order's lock like everything else; and a row of the audit trail for what the channel has.
 */
final class CallOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(CallOutcomes.class);

    private final OwnEvents events;

    CallOutcomes(OwnEvents events) {
        this.events = events;
    }

    /**
     * Puts the events into the inbox. A call that certainly had no effect and is made again says nothing.
     *
     * @return the rows of the audit trail, to be written last
     */
    List<AuditRow> write(Map<EndedRow, RetryDecision> ended) {
        List<AuditRow> told = new ArrayList<>();
        List<NewEvent> news = new ArrayList<>();
        ended.forEach((row, decision) -> {
            if (row.row().kind() == WorkKind.STATUS) {
                String phase = phase(row, decision);
                if (!phase.isEmpty()) {
                    event(row, phase).ifPresent(news::add);
                }
                if (row.call().outcome().done()) {
                    told.add(audit(row));
                }
            }
        });
        events.add(news);
        return told;
    }

    private static String phase(EndedRow ended, RetryDecision decision) {
        Outcome outcome = ended.call().outcome();
        if (outcome.done()) {
            return "accepted";
        }
        if (outcome.kind() == Outcome.Kind.UNKNOWN) {
            return "unknown";
        }
        return decision.followUp() == RetryDecision.FollowUp.CASE ? "refused" : "";
    }

    private static Optional<NewEvent> event(EndedRow ended, String phase) {
        OutboxRow row = ended.row();
        ObjectNode body = Json.MAPPER
                .createObjectNode()
                .put("outboxId", Long.toString(row.id()))
                .put("operation", row.operation())
                .put("orderId", Long.toString(row.orderId()))
                .put("outcome", phase)
                .put("channelIds", String.join(" ", ended.call().result().channelIds()))
                .put("endedAt", ended.call().endedAt().toString());
        try {
            JsonNode status = Json.MAPPER.readTree(row.body());
            return Optional.of(new NewEvent(
                    row.account().id(),
                    EventKind.OUTCOME,
                    EventSource.SENDER,
                    row.operation(),
                    "",
                    status.path("channelOrderId").asText(),
                    (row.id() + "|" + phase + "|" + ended.call().endedAt()).getBytes(StandardCharsets.UTF_8),
                    Map.of(),
                    body.toString().getBytes(StandardCharsets.UTF_8),
                    false,
                    null));
        } catch (IOException e) {
            LOG.warn("outbox row {} is no status; how its call ended is not applied to its order", row.id());
            return Optional.empty();
        }
    }

    private static AuditRow audit(EndedRow ended) {
        OutboxRow row = ended.row();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("outbox", row.id());
        data.put("operation", row.operation());
        data.put("outcome", ended.call().outcome().kind().name().toLowerCase(Locale.ROOT));
        return AuditRow.of("status.told", "sender:" + row.destination(), row.orderId(), data);
    }
}
