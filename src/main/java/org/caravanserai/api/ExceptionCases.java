package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.base.Json;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.cases.CaseNotes;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.Stored;
import org.caravanserai.outbox.ListingTable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What cannot go on of itself, and the wish to try it again. */
public final class ExceptionCases {

    private final JdbcClient jdbc;
    private final EventIntake events;
    private final CaseDetails details;
    private final CaseNotes notes;
    private final ListingTable listings;
    private final Clock clock;

    private record Open(
            String code,
            String state,
            int count,
            String scope,
            Integer accountId,
            String orderId,
            String inboxId,
            String outboxId,
            String evidence) {}

    public ExceptionCases(JdbcClient jdbc, EventIntake events, CaseDetails details, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.details = details;
        this.notes = new CaseNotes(jdbc);
        this.listings = new ListingTable(jdbc, clock);
        this.clock = clock;
    }

    public ObjectNode find(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        PageCursor cursor = request.cursor();
        Map<String, Object> values = new HashMap<>();
        values.put("state", request.parameter("state").orElse(null));
        values.put("code", request.parameter("code").orElse(null));
        values.put("order", request.parameter("orderId").map(Long::valueOf).orElse(null));
        values.put("channel", request.parameter("channel").orElse(null));
        values.put("account", request.parameter("account").orElse(null));
        values.put("assignee", request.parameter("assignee").orElse(null));
        values.put("at", cursor.isStart() ? null : cursor.time(0));
        values.put("id", cursor.isStart() ? null : cursor.number(1));
        values.put("most", request.limit() + 1);
        return Page.of(
                "cases",
                jdbc.sql(CaseRows.SELECT + """
                         where (case when :state::text is null then c.state <> 'resolved' else c.state = :state end)
                           and (:code::text is null or c.code = :code) and (:order::bigint is null or c.order_id = :order)
                           and (:channel::text is null or a.channel = :channel) and (:account::text is null or a.name = :account)
                           and (:assignee::text is null or c.assignee = :assignee)
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
        return show(Long.parseLong(request.segment(1)));
    }

    /** One case with what people did about it and what was tried. @throws ApiProblem 404 when there is no such case */
    ObjectNode show(long id) {
        return details.get(id);
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
     * @throws ApiProblem 404 when there is no such case, 409 when trying again cannot change anything
     */
    RetryResult retry(long id, String actor) {
        Open open = jdbc.sql("""
                        select code, state, count, scope, account_id, order_id, inbox_id, outbox_id, evidence
                          from exception_case where id = :id""")
                .param("id", id)
                .query(Open.class)
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("case " + id));
        if (!open.state.equals("open")) {
            return new RetryResult(Long.toString(id), "already_done", null);
        }
        CaseCode code = CaseCode.of(open.code);
        if (!code.retried()) {
            throw ApiProblem.conflict("trying case " + id + " again changes nothing. " + code.suggestion());
        }
        if (open.scope.equals("stock") && open.inboxId == null) {
            return tryListing(id, open, actor);
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
            notes.retrying(id, open.count);
            notes.add(id, CaseNotes.Action.RETRIED, actor, "", clock.instant());
        }
        return new RetryResult(
                Long.toString(id), stored.duplicate() ? "already_done" : "accepted", Long.toString(stored.id()));
    }

    /** A quantity is no event that could be worked on again: its listing is looked at now. */
    private RetryResult tryListing(long id, Open open, String actor) {
        listings.lookAgain(
                open.accountId, JsonRow.parse(open.evidence).path("channelSku").asText());
        notes.add(id, CaseNotes.Action.RETRIED, actor, "", clock.instant());
        return new RetryResult(Long.toString(id), "accepted", null);
    }
}
