package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.junit.jupiter.api.Test;

/**
 * Two warehouses confirm parcels of one order at the same moment, in two lanes. Found by killing hubs: the one that waited
 * for the order's lock numbered its parcel by what it had seen before the wait.
 */
class ParcelNumberTest {

    @Test
    void aParcelThatWaitedForAnotherOfItsOrderGetsTheNextNumber() throws Exception {
        try (ProcessingHub hub = new ProcessingHub(Path.of("routes"), 2)) {
            int shop = hub.connect("shopify", "main");
            hub.location("MAIN", 1);
            hub.stock("MUG", "MAIN", 5);
            hub.event(
                    shop,
                    "order",
                    "canonical",
                    "1",
                    hub.key(),
                    Orders.order("1", "2026-11-23T10:00:00.000Z", "MUG", 1));
            hub.awaitQuiet();
            hub.sql()
                    .sql("update fulfilment_group set state = 'RELEASED', next_step = 'confirm'")
                    .update();
            long group = hub.sql()
                    .sql("select id from fulfilment_group")
                    .query(Long.class)
                    .single();

            try (Connection other = hub.database().ownerConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("select from orders for update");
                hub.event(
                        shop,
                        "shipment",
                        "shipment.v1",
                        "1",
                        hub.key(),
                        Orders.shipment("r-2", group, "1ZSECOND", 1, 1));
                await("the batch waits for the order")
                        .until(() ->
                                hub.count("pg_stat_activity where wait_event_type = 'Lock' and usename = current_user")
                                        > 0);
                statement.execute(
                        "insert into shipment (id, order_id, group_id, reference, parcel_no, carrier, tracking, shipped_at)"
                                + " select 1, id, 0, 'r-1', 1, 'ups', '1ZFIRST', '2026-11-23T12:00:00Z' from orders");
                statement.execute("update orders set revision = revision + 1");
                other.commit();
            }
            hub.awaitQuiet();

            assertThat(hub.sql()
                            .sql("select parcel_no || ' ' || tracking from shipment order by 1")
                            .query(String.class)
                            .list())
                    .containsExactly("1 1ZFIRST", "2 1ZSECOND");
            assertThat(hub.count("exception_case")).isZero();
        }
    }
}
