package org.caravanserai.order.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.caravanserai.outbox.ToldShipments;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down in {@code shipment} when the channel was told of a parcel. */
public final class ToldShipmentTable implements ToldShipments {

    private final JdbcClient jdbc;

    public ToldShipmentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void told(List<Long> shipmentIds, Instant at) {
        jdbc.sql("update shipment set told_at = ? where id = any(?) and told_at is null")
                .params(at.atOffset(ZoneOffset.UTC), shipmentIds.toArray(Long[]::new))
                .update();
    }
}
