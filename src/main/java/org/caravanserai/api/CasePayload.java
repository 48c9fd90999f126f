package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.Json;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.ErasedException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The payload of the event that a case is about, as it came. It holds personal data: that somebody has read it is on the audit
 * trail before they see it, and nobody does once the key of its day is destroyed.
 */
public final class CasePayload {

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final DayKeys keys;

    private record Sealed(
            long caseId,
            Long orderId,
            Long inboxId,
            Integer accountId,
            String source,
            String topic,
            String shape,
            String orderKey,
            LocalDate day,
            byte[] body) {}

    public CasePayload(JdbcClient jdbc, TransactionTemplate tx, AuditLog audit, DayKeys keys) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        this.keys = keys;
    }

    /** @throws ApiProblem 404 when there is no such case or it is about no event, 410 when the payload cannot be read any more */
    public ObjectNode read(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        long id = Long.parseLong(request.segment(1));
        return tx.execute(status -> read(id, caller.actor()));
    }

    private ObjectNode read(long id, String actor) {
        Sealed sealed = jdbc.sql("""
                        select c.id as case_id, c.order_id, i.id as inbox_id, i.account_id, i.source, i.topic, i.shape, i.order_key, i.day, i.body
                          from exception_case c left join inbox i on i.id = c.inbox_id where c.id = :id""")
                .param("id", id)
                .query(Sealed.class)
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("case " + id));
        if (sealed.inboxId == null) {
            throw ApiProblem.notFound("payload: case " + id + " is about no event that came in");
        }
        byte[] plain;
        try {
            plain = sealed.day == null ? sealed.body : keys.open(sealed.accountId, sealed.day, sealed.body);
        } catch (ErasedException e) {
            throw ApiProblem.gone("the payload of event " + sealed.inboxId
                    + " cannot be read any more: the key of its day was destroyed, as after 7 days");
        }
        audit.write(new AuditRow(
                "payload.read",
                actor,
                sealed.orderId,
                sealed.inboxId,
                Json.text(java.util.Map.of("case", sealed.caseId, "through", "api"))));
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put("caseId", Long.toString(id))
                .put("eventId", Long.toString(sealed.inboxId))
                .put("source", sealed.source)
                .put("topic", sealed.topic)
                .put("shape", sealed.shape)
                .put("orderKey", sealed.orderKey)
                .put("bytes", plain.length);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain))
                    .toString();
            return answer.put("encoding", "text").put("payload", text);
        } catch (CharacterCodingException e) {
            return answer.put("encoding", "base64").put("payload", Base64.getEncoder().encodeToString(plain));
        }
    }
}
