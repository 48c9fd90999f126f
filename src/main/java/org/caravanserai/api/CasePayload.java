package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.Json;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.ErasedException;
import org.caravanserai.privacy.OrderKeys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The payload of the event that a case is about, as it came. It holds personal data: that somebody has read it is on the audit
 * trail before they see it, and nobody does once the key of its day is destroyed.
 */
public final class CasePayload {

    /** What {@code order_data_key} seals the payload as. */
    private static final String PURPOSE = "raw";

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final DayKeys days;
    private final OrderKeys orders;

    private record Taken(long orderId, byte[] raw, byte[] wrapped) {}

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

    /** @param orders open what was taken over into an order, which outlives the day's key */
    public CasePayload(JdbcClient jdbc, TransactionTemplate tx, AuditLog audit, DayKeys days, OrderKeys orders) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        this.days = days;
        this.orders = orders;
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
        byte[] plain = open(sealed);
        audit.write(new AuditRow(
                "payload.read",
                actor,
                sealed.orderId,
                sealed.inboxId,
                Json.text(Map.of("case", sealed.caseId, "through", "api"))));
        return answer(id, sealed, plain);
    }

    private byte[] open(Sealed sealed) {
        try {
            return sealed.day == null ? sealed.body : days.open(sealed.accountId, sealed.day, sealed.body);
        } catch (ErasedException e) {
            return taken(sealed)
                    .orElseThrow(() -> ApiProblem.gone("the payload of event " + sealed.inboxId
                            + " cannot be read any more: its key was destroyed, as that of its day is after 7 days"));
        }
    }

    /** The payload as the order keeps it, if it is the newest that the order took over. */
    private Optional<byte[]> taken(Sealed sealed) {
        return jdbc.sql("""
                        select o.id as order_id, o.raw, k.wrapped from orders o join order_data_key k on k.order_id = o.id
                         where o.channel_order_id = :key and o.account_id = :account and o.inbox_id = :event and o.raw is not null""")
                .param("key", sealed.orderKey)
                .param("account", sealed.accountId)
                .param("event", sealed.inboxId)
                .query(Taken.class)
                .optional()
                .map(one -> orders.open(orders.unwrap(one.orderId, one.wrapped), PURPOSE, one.raw));
    }

    private static ObjectNode answer(long id, Sealed sealed, byte[] plain) {
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
            return answer.put("encoding", "base64")
                    .put("payload", Base64.getEncoder().encodeToString(plain));
        }
    }
}
