package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.base.Json;
import org.caravanserai.cases.CaseTable;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What cannot go on of itself, and the wish to try it again. */
public final class ExceptionCases {

    private final JdbcClient jdbc;
    private final EventIntake events;

    private record Open(String state, int count, String orderId, String inboxId, String outboxId) {}

    public ExceptionCases(JdbcClient jdbc, EventIntake events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    public ObjectNode find(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        PageCursor cursor = request.cursor();
        Map<String, Object> values = new java.util.HashMap<>();
        values.put("state", request.parameter("state").orElse(null));
        values.put("code", request.parameter("code").orElse(null));
        values.put("order", request.parameter("orderId").map(Long::valueOf).orElse(null));
        values.put("channel", request.parameter("channel").orElse(null));
        values.put("account", request.parameter("account").orElse(null));
        values.put("at", cursor.isStart() ? null : cursor.time(0));
        values.put("id", cursor.isStart() ? null : cursor.number(1));
        values.put("most", request.limit() + 1);
        return Page.of(
                "cases",
                jdbc.sql(CaseRows.SELECT + """
                         where (case when :state::text is null then c.state <> 'resolved' else c.state = :state end)
                           and (:code::text is null or c.code = :code) and (:order::bigint is null or c.order_id = :order)
                           and (:channel::text is null or a.channel = :channel) and (:account::text is null or a.name = :account)
                           and (:at::timestamptz is null or (c.first_seen, c.id) > (:at::timestamptz, :id::bigint))
                         order by c.first_seen, c.id limit :most""")
                        .params(values)
                        .query(CaseRows::entry)
                        .list(),
                request.limit(),
                last -> PageCursor.of(
                        last.path("firstSeen").asText(), last.path("id").asText()));
    }

    /** @throws ApiProblem 404 when there is no such case */
    public ObjectNode get(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        long id = Long.parseLong(request.segment(1));
        return jdbc.sql(CaseRows.SELECT + " where c.id = :id")
                .param("id", id)
                .query(CaseRows::entry)
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("case " + id));
    }

    /** As {@link #retry(long, String)}, for who called. */
    public RetryResult retry(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        return retry(Long.parseLong(request.segment(1)), caller.actor());
    }

    /**
     * Stores the wish to try again what the case is about. Its key is the case and how often it has occurred, so that of
     * two people who retry the same occurrence one is told that it is done; when the retry fails, it may be retried again.
     *
     * @param actor whom the audit trail names
     * @throws ApiProblem 404 when there is no such case
     */
    RetryResult retry(long id, String actor) {
        Open open = jdbc.sql("select state, count, order_id, inbox_id, outbox_id from exception_case where id = :id")
                .param("id", id)
                .query((row, n) ->
                        new Open(row.getString(1), row.getInt(2), row.getString(3), row.getString(4), row.getString(5)))
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("case " + id));
        if (!open.state.equals("open")) {
            return new RetryResult(Long.toString(id), "already_done", null);
        }
        ObjectNode redrive = Json.MAPPER
                .createObjectNode()
                .put("schema", "redrive.v1")
                .put("caseId", Long.toString(id))
                .put("orderId", open.orderId)
                .put("inboxId", open.inboxId)
                .put("outboxId", open.outboxId)
                .put("actor", actor);
        Stored stored = events.store(
                EventKind.REDRIVE,
                open.orderId == null ? "case/" + id : "order/" + open.orderId,
                "case/" + id + "/" + open.count,
                redrive);
        if (!stored.duplicate()) {
            CaseTable.markRetrying(jdbc, id, open.count);
        }
        return new RetryResult(
                Long.toString(id), stored.duplicate() ? "already_done" : "accepted", Long.toString(stored.id()));
    }
}
