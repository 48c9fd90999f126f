package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.Json;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.cases.CaseNotes;
import org.caravanserai.cases.CaseNotes.Action;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people do about a case: they resolve it, dismiss it with a reason, comment on it, give it to somebody. Who did it, when and
 * why stands with the case and on the audit trail, which names the note and not its words. A case that something still waits for
 * is not closed over it.
 */
public final class CaseActions {

    private static final String INFO = "info";

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final CaseNotes notes;
    private final CaseDetails details;
    private final Clock clock;

    private record Known(
            long id,
            String code,
            String state,
            Long orderId,
            Long inboxId,
            String assignee,
            String resolvedBy,
            String resolution) {}

    public CaseActions(JdbcClient jdbc, TransactionTemplate tx, AuditLog audit, CaseDetails details, Clock clock) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        this.notes = new CaseNotes(jdbc);
        this.details = details;
        this.clock = clock;
    }

    public ObjectNode resolve(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        String note = request.body().length == 0 ? "" : text(request, "note");
        return resolve(id(request), note, caller.actor());
    }

    public ObjectNode dismiss(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        return dismiss(id(request), text(request, "reason"), caller.actor());
    }

    public ObjectNode comment(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        return comment(id(request), text(request, "text"), caller.actor());
    }

    public ObjectNode assign(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        JsonNode login = request.json().path("assignee");
        return assign(id(request), login.isNull() ? null : login.asText(), caller.actor());
    }

    /**
     * Somebody did what the case asks for.
     *
     * @param note what was done; may be empty
     * @throws ApiProblem 404 when there is no such case, 409 when it is closed already or something waits for it
     */
    ObjectNode resolve(long id, String note, String actor) {
        return end(id, Action.RESOLVED, note, actor);
    }

    /** Nobody has to do anything about it. @param reason why @throws ApiProblem as {@link #resolve} */
    ObjectNode dismiss(long id, String reason, String actor) {
        return end(id, Action.DISMISSED, reason, actor);
    }

    /** Says something of a case, open or closed. @throws ApiProblem 404 when there is no such case */
    ObjectNode comment(long id, String text, String actor) {
        return tx.execute(status -> {
            Known known = lock(id);
            return done(known, Action.COMMENT, text, actor);
        });
    }

    /**
     * Gives an open case to somebody.
     *
     * @param login name of a token; null for nobody
     * @throws ApiProblem 404 when there is no such case, 400 when there is no such login, 409 when the case is closed
     */
    ObjectNode assign(long id, String login, String actor) {
        return tx.execute(status -> {
            Known known = lock(id);
            refuseClosed(known);
            if (login != null && !isLogin(login)) {
                throw ApiProblem.invalid(List.of(new ApiProblem.Wrong(
                        "/assignee", "there is no login '" + login + "'; the name of a token that is valid, or null")));
            }
            if (Objects.equals(login, known.assignee)) {
                return details.get(id);
            }
            notes.assign(id, login);
            return done(known, Action.ASSIGNED, login == null ? "" : login, actor);
        });
    }

    private ObjectNode end(long id, Action how, String words, String actor) {
        return tx.execute(status -> {
            Known known = lock(id);
            refuseClosed(known);
            refuseAwaited(known, how);
            notes.end(id, how, actor, words, clock.instant());
            return done(known, how, words, actor);
        });
    }

    private ObjectNode done(Known known, Action action, String words, String actor) {
        long note = notes.add(known.id, action, actor, words, clock.instant());
        ObjectNode now = details.get(known.id);
        audit.write(new AuditRow(
                "case." + (action == Action.COMMENT ? "commented" : action.word()),
                actor,
                known.orderId,
                known.inboxId,
                Json.text(Map.of("case", known.id, "cause", known.code, "note", note))));
        return now;
    }

    private Known lock(long id) {
        return jdbc.sql("""
                        select id, code, state, order_id, inbox_id, assignee, resolved_by, resolution
                          from exception_case where id = :id for update""")
                .param("id", id)
                .query(Known.class)
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("case " + id));
    }

    private static void refuseClosed(Known known) {
        if (known.state.equals("resolved")) {
            String how = known.resolution == null || known.resolution.isEmpty() ? "" : ": " + known.resolution;
            throw ApiProblem.conflict("case " + known.id + " was closed already by " + known.resolvedBy + how);
        }
    }

    /** What waits for a case would wait for nobody once it is closed. */
    private void refuseAwaited(Known known, Action how) {
        CaseCode code = CaseCode.of(known.code);
        jdbc.sql("""
                        select 'group ' || id || ' of order ' || order_id || ' (' || state || ') still waits for it'
                          from fulfilment_group where case_id = :id
                           and state not in ('SHIPPED', 'DELIVERED', 'CANCELLED', 'CHANNEL_FULFILLED', 'RETURNED') limit 1""").param("id", known.id).query(String.class).optional().ifPresent(why -> refuse(code, why));
        boolean onlyInforms = how == Action.DISMISSED && code.severity().equals(INFO);
        jdbc.sql(
                        "select 'order ' || order_id || ' is still held by it' from hold where case_id = :id and released_at is null limit 1")
                .param("id", known.id)
                .query(String.class)
                .optional()
                .filter(why -> !onlyInforms)
                .ifPresent(why -> refuse(code, why));
    }

    private static void refuse(CaseCode code, String why) {
        throw ApiProblem.conflict(
                why + ", and closing the case would leave it waiting for nobody. " + code.suggestion());
    }

    private boolean isLogin(String login) {
        return jdbc.sql("""
                        select exists (select from api_token where name = :login and revoked_at is null
                                          and (expires_at is null or expires_at > :now))""")
                .param("login", login)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    private static long id(ApiRequest request) {
        return Long.parseLong(request.segment(1));
    }

    private static String text(ApiRequest request, String field) {
        return request.json().path(field).asText("").strip();
    }
}
