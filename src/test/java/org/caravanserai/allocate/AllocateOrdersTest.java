package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.Test;

/** Orders are reserved where their units are, and wait where there are none. */
class AllocateOrdersTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V3 = "2026-11-23T10:00:02.000Z";

    @Test
    void anOrderIsAcceptedPromisedAndSentToItsWarehouse() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("ALLOCATED");
        assertThat(hub.count("orders where state = 'ALLOCATED' and doc not like '%Ada%'"))
                .isEqualTo(1);
        assertThat(hub.count("stock where sku = 'MUG' and reserved = 2")).isEqualTo(1);
        assertThat(hub.count("outbox where kind = 'dispatch' and destination = 'location:MAIN'"))
                .isEqualTo(1);
        assertThat(hub.count("audit_row where action = 'group.sourced' and data like '%\"rule\":\"single-location\"%'"))
                .isEqualTo(1);
        assertThat(hub.count("customer_identity where kind = 'email'")).isEqualTo(1);
    }

    @Test
    void whatNoLocationHasAloneIsSplitOverTwo() {
        hub.stock("MUG", "MAIN", 2);
        hub.stock("MUG", "EAST", 2);
        send(Orders.order("1", V1, "MUG", 3));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("ALLOCATED", "ALLOCATED");
        assertThat(hub.sql()
                        .sql("select location || ':' || quantity from reservation order by location desc")
                        .query(String.class)
                        .list())
                .containsExactly("MAIN:2", "EAST:1");
        assertThat(hub.count("outbox where kind = 'dispatch'")).isEqualTo(2);
    }

    @Test
    void twoLinesOfOneSkuCannotCountOnTheSameUnit() {
        hub.stock("MUG", "MAIN", 3);
        send(Orders.order("1", V1, "MUG", 2, "MUG", 2));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("BACKORDERED");
        assertThat(hub.count("stock where sku = 'MUG' and reserved = 0")).isEqualTo(1);
        assertThat(hub.count("exception_case where code = 'stock.short' and state = 'open'"))
                .isEqualTo(1);
        assertThat(hub.count("outbox where kind = 'exception'")).isEqualTo(1);
    }

    @Test
    void aThousandBuyersOfTheLastUnitGetItOnce() throws Exception {
        hub.stock("LAST", "MAIN", 1);
        ExecutorService buyers = Executors.newFixedThreadPool(64);
        CountDownLatch done = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            String id = Integer.toString(10_000 + i);
            buyers.submit(() -> {
                send(Orders.order(id, V1, "LAST", 1));
                done.countDown();
            });
        }
        done.await();
        buyers.shutdown();
        hub.awaitQuiet();
        assertThat(hub.count("orders")).isEqualTo(1000);
        assertThat(hub.count("reservation where state = 'active'")).isEqualTo(1);
        assertThat(hub.count("fulfilment_group where state = 'ALLOCATED'")).isEqualTo(1);
        assertThat(hub.count("fulfilment_group where state = 'BACKORDERED' and case_id is not null"))
                .isEqualTo(999);
    }

    @Test
    void anUnknownSkuStopsTheOrderWithAReasonAndGoesOnOnceItIsMapped() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "NOBODY-KNOWS", 1));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("RECEIVED");
        String summary = hub.sql()
                .sql("select summary from exception_case where code = 'mapping.unknown_sku'")
                .query(String.class)
                .single();
        assertThat(summary).contains("NOBODY-KNOWS");
        hub.sql()
                .sql("insert into sku_map (account_id, channel_sku, sku) values (?, 'NOBODY-KNOWS', 'MUG')")
                .param(shop)
                .update();
        retryTheOnlyCase();
        assertThat(states()).containsExactly("ALLOCATED");
        assertThat(hub.count("exception_case where state = 'resolved'")).isEqualTo(1);
    }

    private void retryTheOnlyCase() {
        var open = hub.sql()
                .sql("select id, order_id, inbox_id, scope from exception_case")
                .query()
                .singleRow();
        ObjectNode redrive = (ObjectNode) hub.json("{}");
        redrive.put("caseId", (Long) open.get("id")).put("actor", "user:test");
        if (open.get("scope").equals("event")) {
            redrive.put("inboxId", open.get("inbox_id").toString());
        } else {
            redrive.put("orderId", open.get("order_id").toString());
        }
        hub.event(1, "redrive", "", "case", hub.key(), redrive);
        hub.awaitQuiet();
    }

    @Test
    void aCountBelowWhatIsPromisedDropsTheYoungestPromise() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 3));
        hub.awaitQuiet();
        send(Orders.order("2", V1, "MUG", 2));
        hub.awaitQuiet();
        hub.event(2, "stock", "", "MAIN", "c1", Orders.count("c1", V3, "MUG", "MAIN", 4));
        hub.awaitQuiet();
        assertThat(hub.count("stock where on_hand = 4 and reserved = 3")).isEqualTo(1);
        assertThat(states()).containsExactly("ALLOCATED", "BACKORDERED");
    }

    @Test
    void moreStockWakesWhatWasBackordered() {
        hub.stock("MUG", "MAIN", 1);
        send(Orders.order("1", V1, "MUG", 3));
        hub.awaitQuiet();
        hub.event(2, "stock", "", "MAIN", "c1", Orders.count("c1", V3, "MUG", "MAIN", 4));
        hub.awaitQuiet();
        assertThat(hub.count(
                        "fulfilment_group where state = 'BACKORDERED' and next_at <= ?",
                        hub.clock().instant().atOffset(ZoneOffset.UTC)))
                .isEqualTo(1);
    }

    @Test
    void reversedCartsDoNotDeadlock() {
        hub.stock("A", "MAIN", 10_000);
        hub.stock("B", "MAIN", 10_000);
        for (int i = 0; i < 400; i++) {
            send(i % 2 == 0 ? Orders.order("r" + i, V1, "A", 1, "B", 1) : Orders.order("r" + i, V1, "B", 1, "A", 1));
        }
        hub.awaitQuiet();
        assertThat(hub.count("fulfilment_group where state = 'ALLOCATED'")).isEqualTo(400);
        assertThat(hub.sql()
                        .sql("select deadlocks from pg_stat_database where datname = current_database()")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
