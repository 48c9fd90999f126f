package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.caravanserai.testing.LogLines;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.RouteSteps;
import org.caravanserai.testing.StockOracle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in, orders out: the real routes on a real database. */
class ProcessInboxTest {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";
    private static final String V3 = "2026-11-23T10:00:02.000Z";

    private ProcessingHub hub;
    private int shop;

    @BeforeEach
    void aHubWithTwoLocations() {
        hub = new ProcessingHub(Path.of("routes"), 2);
        shop = hub.connect("shopify", "main");
        hub.location("MAIN", 1);
        hub.location("EAST", 2);
    }

    @AfterEach
    void stop() {
        StockOracle.check(hub.sql());
        hub.close();
    }

    private void send(ObjectNode order) {
        hub.event(shop, "order", "canonical", order.path("orderId").asText(), hub.key(), order);
    }

    private List<String> states() {
        return hub.sql()
                .sql("select state from fulfilment_group order by id")
                .query(String.class)
                .list();
    }

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
        assertThat(states()).containsExactly("HELD");
        String summary = hub.sql()
                .sql("select summary from exception_case where code = 'mapping.unknown_sku'")
                .query(String.class)
                .single();
        assertThat(summary).contains("NOBODY-KNOWS");
        hub.sql()
                .sql("insert into sku_map values (?, 'NOBODY-KNOWS', 'MUG')")
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
    void anUnreadableEventBecomesACaseAndItsNeighboursGoOn() {
        hub.stock("MUG", "MAIN", 5);
        hub.event(shop, "order", "canonical", "bad", hub.key(), "{\"schema\": nonsense");
        send(Orders.order("1", V1, "MUG", 1));
        hub.event(shop, "strange", "", "x", hub.key(), "{}");
        hub.awaitQuiet();
        assertThat(states()).containsExactly("ALLOCATED");
        assertThat(hub.sql()
                        .sql("select code from exception_case where scope = 'event' order by code")
                        .query(String.class)
                        .list())
                .hasSize(2)
                .contains("intake.unknown_kind");
    }

    /** A fault of ours, planted: the group's next step is none that timers know. */
    @Test
    void anEventThatFailsIsOneLineOfTheLogWithItsTraceAndACase() {
        send(Orders.order("1", V1, "MUG", 99));
        hub.awaitQuiet();
        long group = hub.sql()
                .sql("update fulfilment_group set next_step = 'dance', next_at = '2026-11-23T12:00:00Z' returning id")
                .query(Long.class)
                .single();
        try (LogLines log = new LogLines()) {
            hub.event(1, "timer", "", "x", hub.key(), "{\"groupId\":" + group + ",\"step\":\"dance\"}");
            hub.awaitQuiet();
            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .matches("WARN InboxWorker event [0-9]+ failed, attempt 1 of 1 !");
        }
        assertThat(hub.count("exception_case where code = 'intake.unexpected'")).isEqualTo(1);
    }

    /** A fault of ours, planted: the dead letter route has lost the step that makes a batch of the event. */
    @Test
    void anEventThatCannotEvenBecomeACaseIsOneLineThatSaysWhy(@TempDir Path scratch) {
        RouteSteps.Step step = RouteSteps.in(Path.of("routes"), Path.of("60-recover/dead-letter.camel.yaml")).stream()
                .filter(one -> one.id().equals("stand-alone"))
                .findFirst()
                .orElseThrow();
        try (ProcessingHub broken = new ProcessingHub(RouteSteps.without(Path.of("routes"), step, scratch), 1)) {
            broken.event(
                    broken.connect("shopify", "main"),
                    "order",
                    "canonical",
                    "1",
                    broken.key(),
                    Orders.order("1", V1, "MUG", 99));
            broken.awaitQuiet();
            long group = broken.sql()
                    .sql(
                            "update fulfilment_group set next_step = 'dance', next_at = '2026-11-23T12:00:00Z' returning id")
                    .query(Long.class)
                    .single();
            try (LogLines log = new LogLines()) {
                broken.event(1, "timer", "", "x", broken.key(), "{\"groupId\":" + group + ",\"step\":\"dance\"}");
                Awaitility.await().until(() -> log.all().stream().anyMatch(line -> line.contains("anew")));
                assertThat(log.all())
                        .filteredOn(line -> line.contains("anew"))
                        .first()
                        .asString()
                        .matches(
                                "(?s)WARN InboxWorker inbox worker 0 starts its batch anew: .*event [0-9]+ could not become a case: .* !")
                        .doesNotContain("CamelExecutionException");
                assertThat(log.all()).noneMatch(line -> line.startsWith("ERROR"));
            }
        }
    }

    @Test
    void theSameStatementTwiceAndAnOlderOneChangeNothing() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V2, "MUG", 2));
        hub.awaitQuiet();
        send(Orders.order("1", V2, "MUG", 2));
        send(Orders.order("1", V1, "MUG", 4));
        hub.awaitQuiet();
        assertThat(hub.count("orders where revision = 1")).isEqualTo(1);
        assertThat(hub.count("stock where reserved = 2")).isEqualTo(1);
        assertThat(hub.sql()
                        .sql("select action from audit_row where action like 'order.%' order by block, pos")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("order.accepted", "order.same", "order.stale");
    }

    @Test
    void anEquallyOldContradictionIsNotBelievedButAsked() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        send(Orders.order("1", V1, "MUG", 3));
        hub.awaitQuiet();
        assertThat(hub.count("stock where reserved = 2")).isEqualTo(1);
        assertThat(hub.count("inbox_fetch where order_key = '1'")).isEqualTo(1);
    }

    @Test
    void lessIsGivenBackAndMoreIsAllocatedBesides() {
        hub.stock("MUG", "MAIN", 9);
        hub.stock("CUP", "MAIN", 9);
        send(Orders.order("1", V1, "MUG", 4));
        hub.awaitQuiet();
        send(Orders.order("1", V2, "MUG", 1, "CUP", 2));
        hub.awaitQuiet();
        assertThat(hub.sql()
                        .sql("select sku || reserved from stock order by sku")
                        .query(String.class)
                        .list())
                .containsExactly("CUP2", "MUG1");
        assertThat(states()).containsExactly("ALLOCATED", "ALLOCATED");
    }

    @Test
    void aCancelledOrderGivesEverythingBack() {
        hub.stock("MUG", "MAIN", 9);
        ObjectNode order = Orders.order("1", V1, "MUG", 4);
        send(order);
        hub.awaitQuiet();
        send(Orders.cancelled(order, V2));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("CANCELLED");
        assertThat(hub.count("stock where reserved = 0")).isEqualTo(1);
        assertThat(hub.count("orders where state = 'CANCELLED'")).isEqualTo(1);
    }

    @Test
    void parcelsMoveStockAndTellTheChannelAndTheLastOneIsComplete() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 3));
        hub.awaitQuiet();
        long group = release();
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", group, "1Z1", 1, 2));
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", group, "1Z1", 1, 2));
        hub.event(2, "shipment", "", "1", "s2", Orders.shipment("s2", group, "1Z2", 1, 1));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("SHIPPED");
        assertThat(hub.count("stock where on_hand = 2 and reserved = 0")).isEqualTo(1);
        List<String> told = hub.sql()
                .sql("select convert_from(body, 'UTF8') from outbox where kind = 'status' order by id")
                .query(String.class)
                .list();
        assertThat(told).hasSize(2);
        assertThat(told.get(0))
                .contains("\"complete\":false")
                .contains("\"trackingNumber\":\"1Z1\"")
                .contains("\"parcelNo\":1");
        assertThat(told.get(1)).contains("\"complete\":true").contains("\"parcelNo\":2");
    }

    @Test
    void aParcelUnderTheNumberOfEarlierOnesSaysWhatTheChannelIsToldBefore() {
        hub.stock("MUG", "MAIN", 9);
        hub.stock("CUP", "MAIN", 9);
        send(Orders.order("1", V1, "MUG", 6, "CUP", 1));
        hub.awaitQuiet();
        long group = release();
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", group, "1Z1", 1, 1));
        hub.awaitQuiet();
        ObjectNode sisters = Orders.shipment("s2", group, "1Z1", 1, 2, 2, 1);
        sisters.withArray("parcels")
                .add(Orders.shipment("s2", group, "1Z2", 1, 1).at("/parcels/0"))
                .add(Orders.shipment("s2", group, "1Z1", 1, 2).at("/parcels/0"));
        hub.event(2, "shipment", "", "1", "s2", sisters);
        hub.awaitQuiet();
        assertThat(told().map(status -> status.path("trackingNumber").asText() + status.path("alreadyTold")))
                .containsExactly(
                        "1Z1",
                        "1Z1[{\"lineId\":\"1-1\",\"quantity\":1}]",
                        "1Z2",
                        "1Z1[{\"lineId\":\"1-1\",\"quantity\":3},{\"lineId\":\"1-2\",\"quantity\":1}]");
    }

    @Test
    void theChannelsOtherIdsOfTheOrderGoBackWithItsParcels() {
        hub.stock("MUG", "MAIN", 9);
        ObjectNode order = Orders.order("1", V1, "MUG", 2);
        order.putObject("references").put("marketplaceId", "A2EUQ1WTGCTBG2");
        send(order);
        hub.awaitQuiet();
        long group = release();
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", group, "1Z1", 1, 1));
        hub.awaitQuiet();
        assertThat(told().map(status -> status.at("/references/marketplaceId").asText()))
                .containsExactly("A2EUQ1WTGCTBG2");
    }

    @Test
    void aChannelThatOnlySendsFilesIsToldNothingAndItsParcelsAreBooked() {
        shop = hub.connect("b2b", "acme");
        hub.stock("MUG", "MAIN", 9);
        ObjectNode order = Orders.order("1", V1, "MUG", 2);
        order.put("channel", "b2b");
        send(order);
        hub.awaitQuiet();
        hub.event(2, "shipment", "", "1", "s1", Orders.shipment("s1", release(), "1Z1", 1, 2));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("SHIPPED");
        assertThat(told()).isEmpty();
        assertThat(hub.count("shipment")).isEqualTo(1);
    }

    private Stream<JsonNode> told() {
        return hub
                .sql()
                .sql("select convert_from(body, 'UTF8') from outbox where kind = 'status' order by id")
                .query(String.class)
                .list()
                .stream()
                .map(hub::json);
    }

    private long release() {
        hub.sql()
                .sql(
                        "update fulfilment_group set state = 'RELEASED', next_step = 'confirm', next_at = '2026-11-25T12:00:00Z' where state = 'ALLOCATED'")
                .update();
        return hub.sql()
                .sql("select id from fulfilment_group")
                .query(Long.class)
                .single();
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

    @Test
    void eventsOfOneOrderEndInOneStateInWhateverOrderTheyArrive() {
        ObjectNode created = Orders.order("p", V1, "MUG", 4);
        ObjectNode edited = Orders.order("p", V2, "MUG", 2);
        ObjectNode cancelled = Orders.cancelled(edited, V3);
        List<List<ObjectNode>> permutations = List.of(
                List.of(created, edited, cancelled),
                List.of(created, cancelled, edited),
                List.of(edited, created, cancelled),
                List.of(edited, cancelled, created),
                List.of(cancelled, created, edited),
                List.of(cancelled, edited, created));
        hub.stock("MUG", "MAIN", 100);
        for (int i = 0; i < permutations.size(); i++) {
            for (ObjectNode statement : permutations.get(i)) {
                send(statement.deepCopy().put("orderId", "p" + i));
                if (i % 2 == 0) {
                    hub.awaitQuiet();
                }
            }
        }
        hub.awaitQuiet();
        assertThat(hub.count("orders where state = 'CANCELLED'")).isEqualTo(6);
        assertThat(hub.count("stock where reserved = 0")).isEqualTo(1);
    }
}
