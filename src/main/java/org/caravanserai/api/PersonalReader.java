package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.privacy.ErasedException;
import org.caravanserai.privacy.OrderKeys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds the personal block to an order, for operators and up. That somebody has read it is on the
 * audit trail before they see it.
 */
public final class PersonalReader {

    /** What {@code order_data_key} seals the block as. */
    private static final String PURPOSE = "personal";

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final OrderKeys keys;

    private record Sealed(byte[] personal, byte[] wrapped) {}

    public PersonalReader(JdbcClient jdbc, TransactionTemplate tx, AuditLog audit, OrderKeys keys) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        this.keys = keys;
    }

    public ObjectNode open(@Body ObjectNode order, @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        if (caller == null || !caller.role().covers(Role.OPERATOR)) {
            return order.put("personalState", "hidden").putNull("personal");
        }
        return tx.execute(
                status -> open(order, Long.parseLong(order.at("/summary/id").asText()), caller));
    }

    private ObjectNode open(ObjectNode order, long id, Caller caller) {
        Sealed sealed = jdbc.sql(
                        "select o.personal, k.wrapped from orders o left join order_data_key k on k.order_id = o.id where o.id = :id")
                .param("id", id)
                .query((row, n) -> new Sealed(row.getBytes(1), row.getBytes(2)))
                .single();
        if (sealed.personal == null) {
            return order.put("personalState", sealed.wrapped == null ? "erased" : "none")
                    .putNull("personal");
        }
        try {
            byte[] plain = keys.open(keys.unwrap(id, sealed.wrapped), PURPOSE, sealed.personal);
            audit.write(AuditRow.of("personal.read", caller.actor(), id, Map.of("through", "api")));
            order.put("personalState", "shown")
                    .set("personal", JsonRow.parse(new String(plain, StandardCharsets.UTF_8)));
            return order;
        } catch (ErasedException e) {
            return order.put("personalState", "erased").putNull("personal");
        }
    }
}
