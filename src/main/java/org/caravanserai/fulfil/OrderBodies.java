package org.caravanserai.fulfil;

import java.util.Optional;
import org.caravanserai.outbox.BodyOpener;
import org.caravanserai.privacy.ErasedException;
import org.caravanserai.privacy.OrderKeys;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens what is sealed under an order's key, for those who tell the outside. */
public final class OrderBodies implements BodyOpener {

    private final JdbcClient jdbc;
    private final OrderKeys keys;

    public OrderBodies(JdbcClient jdbc, OrderKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    @Override
    public Optional<byte[]> open(long outboxId, long orderId, byte[] sealed) {
        return jdbc.sql("select wrapped from order_data_key where order_id = ?")
                .param(orderId)
                .query(byte[].class)
                .optional()
                .map(wrapped -> keys.open(keys.unwrap(orderId, wrapped), "outbox/" + outboxId, sealed));
    }

    /** @throws ErasedException when the person was erased */
    byte[] personal(long orderId, byte[] wrapped, byte[] sealed) {
        if (sealed == null) {
            throw new ErasedException("the personal data of order " + orderId + " was erased");
        }
        return keys.open(keys.unwrap(orderId, wrapped), "personal", sealed);
    }
}
