package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.Json;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands out the API's tokens and takes them back. The token itself is in the answer that makes it and nowhere else. */
public final class TokenAdmin {

    private static final String SELECT = """
            select id, name, role, created_at, created_by, expires_at, used_at, revoked_at, revoked_by,
                   case when revoked_at is not null then 'revoked' when expires_at <= :now then 'expired' else 'active' end as state
              from api_token""";

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final ApiTokens tokens;
    private final Clock clock;

    public TokenAdmin(JdbcClient jdbc, TransactionTemplate tx, AuditLog audit, ApiTokens tokens, Clock clock) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Those in force, or all that ever were. */
    public ObjectNode find(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        boolean all = request.parameter("all").map(Boolean::valueOf).orElse(false);
        ObjectNode list = Json.MAPPER.createObjectNode();
        list.putArray("tokens")
                .addAll(jdbc.sql("select * from (" + SELECT + ") t where :all or state = 'active' order by name, id")
                        .param("now", now())
                        .param("all", all)
                        .query(TokenAdmin::entry)
                        .list());
        return list;
    }

    /** @throws ApiProblem 400 when its end has passed, 409 when a token that is not revoked has the name */
    public ObjectNode create(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        JsonNode wish = request.json();
        String name = wish.path("name").asText();
        OffsetDateTime expires = wish.hasNonNull("expiresAt")
                ? OffsetDateTime.parse(wish.path("expiresAt").asText())
                : null;
        if (expires != null && !expires.isAfter(now())) {
            throw ApiProblem.invalid(
                    List.of(new ApiProblem.Wrong("/expiresAt", "has passed already; name a time to come, or none")));
        }
        try {
            return tx.execute(status -> {
                ApiTokens.Made made =
                        tokens.create(name, Role.of(wish.path("role").asText()), expires, caller.actor());
                ObjectNode entry = get(made.id());
                audit.write(AuditRow.of("token.created", caller.actor(), null, identity(entry)));
                return entry.put("token", made.text());
            });
        } catch (DuplicateKeyException e) {
            throw ApiProblem.conflict("a token called " + name
                    + " is not revoked; take another name, as the audit trail tells them apart by it");
        }
    }

    /**
     * Revokes a token; one that is revoked stays as it is.
     *
     * @throws ApiProblem 404 when there is no such token, 409 when nobody could hand out tokens any more
     */
    public ObjectNode revoke(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        long id = Long.parseLong(request.segment(1));
        return tx.execute(status -> {
            // all that hand out tokens, in one order: of two that revoke each other one is told that it is the last
            List<Long> admins =
                    jdbc.sql("""
                            select id from api_token where role = 'admin' and revoked_at is null
                               and (expires_at is null or expires_at > :now) order by id for update""").param("now", now()).query(Long.class).list();
            if (admins.equals(List.of(id))) {
                throw ApiProblem.conflict(
                        "token " + id + " is the last one with the role admin: make another before you revoke it");
            }
            int revoked = jdbc.sql(
                            "update api_token set revoked_at = :now, revoked_by = :who where id = :id and revoked_at is null")
                    .param("now", now())
                    .param("who", caller.actor())
                    .param("id", id)
                    .update();
            ObjectNode entry = get(id);
            if (revoked == 1) {
                audit.write(AuditRow.of("token.revoked", caller.actor(), null, identity(entry)));
            }
            return entry;
        });
    }

    private ObjectNode get(long id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("now", now())
                .param("id", id)
                .query(TokenAdmin::entry)
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("token " + id));
    }

    private static ObjectNode identity(ObjectNode entry) {
        return entry.deepCopy().retain("id", "name", "role", "expiresAt");
    }

    private static ObjectNode entry(ResultSet row, int number) throws SQLException {
        return new JsonRow(row)
                .text("id", "id")
                .text("name", "name")
                .text("role", "role")
                .text("state", "state")
                .time("createdAt", "created_at")
                .text("createdBy", "created_by")
                .time("expiresAt", "expires_at")
                .time("usedAt", "used_at")
                .time("revokedAt", "revoked_at")
                .text("revokedBy", "revoked_by")
                .node();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
