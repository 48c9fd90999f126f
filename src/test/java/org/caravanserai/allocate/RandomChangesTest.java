package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caravanserai.testbed.oracle.DatabaseRules;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.StockOracle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits, cancellations, releases, parcels and answers in any order: the books must hold after every one of them. */
class RandomChangesTest {

    private static final int ORDERS = 6;
    private static final int STEPS = 150;

    /** An order as the channel has it. */
    private static final class Sold {
        private final String id;
        private final int[] quantities = {3, 2};
        private int version;
        private int street;
        private boolean cancelled;

        Sold(String id) {
            this.id = id;
        }

        ObjectNode state() {
            ObjectNode order = Orders.order(
                    id,
                    Instant.parse("2026-11-23T10:00:00.001Z")
                            .plusMillis(version++)
                            .toString(),
                    "MUG",
                    quantities[0],
                    "CUP",
                    quantities[1]);
            ((ObjectNode) order.at("/personal/shipTo")).put("line1", street + " Sample Street");
            return cancelled ? Orders.cancelled(order, order.path("version").asText()) : order;
        }
    }

    private ProcessingHub hub;
    private WarehouseSide warehouse;
    private int shop;
    private Random random;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theBooksHoldWhateverHappens(long seed) {
        random = new Random(seed);
        try (ProcessingHub fresh = new ProcessingHub(Path.of("routes"), 2)) {
            hub = fresh;
            warehouse = new WarehouseSide(hub);
            shop = hub.connect("shopify", "main");
            hub.location("MAIN", 1);
            hub.location("EAST", 2);
            hub.stock("MUG", "MAIN", 8);
            hub.stock("MUG", "EAST", 40);
            hub.stock("CUP", "MAIN", 40);
            hub.stock("CUP", "EAST", 4);
            List<Sold> sold = new ArrayList<>();
            for (int i = 0; i < ORDERS; i++) {
                sold.add(new Sold("r" + i));
                send(sold.get(i).state());
            }
            for (int i = 0; i < STEPS; i++) {
                String what = step(sold.get(random.nextInt(ORDERS)));
                check("seed " + seed + ", step " + i + ", " + what);
            }
            warehouse.answerRecalls(true);
            warehouse.receive();
            check("seed " + seed + ", at the end");
        }
    }

    private String step(Sold order) {
        switch (random.nextInt(12)) {
            case 0, 1 -> order.street = random.nextInt(3);
            case 2, 3, 4 -> order.quantities[random.nextInt(2)] = random.nextInt(6);
            case 5 -> order.cancelled |= random.nextInt(8) == 0;
            case 6 -> {
                return withdraw(order);
            }
            case 7 -> {
                order.version = Math.max(0, order.version - 2);
                send(order.state());
                order.version += 2;
                return "an old statement of " + order.id;
            }
            case 8, 9 -> {
                return "released " + warehouse.receive().size();
            }
            case 10 -> {
                warehouse.answerRecalls(random.nextInt(3) > 0);
                return "answers";
            }
            default -> {
                return ship();
            }
        }
        send(order.state());
        return "statement of " + order.id;
    }

    private String withdraw(Sold order) {
        hub.event(
                1,
                "cancel",
                "",
                order.id,
                hub.key(),
                "{\"schema\":\"cancellation.v1\",\"reference\":\"k\",\"order\":{\"channel\":\"shopify\",\"account\":\"main\",\"orderId\":\""
                        + order.id
                        + "\"},\"reason\":\"other\",\"by\":\"seller\",\"at\":\"2026-11-23T12:00:00Z\",\"lines\":[{\"line\":"
                        + (1 + random.nextInt(2))
                        + ",\"quantity\":" + (1 + random.nextInt(2)) + "}]}");
        hub.awaitQuiet();
        return "units of " + order.id + " cancelled by command";
    }

    private String ship() {
        List<Map<String, Object>> open = hub.sql().sql("""
                select g.id, l.line_no, l.quantity - l.shipped as units from fulfilment_group g join group_line l on l.group_id = g.id
                 where g.state in ('RELEASED', 'PARTIALLY_SHIPPED', 'CANCEL_REQUESTED') and l.quantity > l.shipped order by g.id, l.line_no""").query().listOfRows();
        if (open.isEmpty()) {
            return "nothing to ship";
        }
        Map<String, Object> one = open.get(random.nextInt(open.size()));
        String reference = hub.key();
        hub.event(
                2,
                "shipment",
                "",
                one.get("id").toString(),
                reference,
                Orders.shipment(
                        reference,
                        (Long) one.get("id"),
                        "1Z" + reference,
                        ((Number) one.get("line_no")).intValue(),
                        1 + random.nextInt(((Number) one.get("units")).intValue())));
        hub.awaitQuiet();
        return "a parcel of group " + one.get("id");
    }

    private void send(ObjectNode order) {
        hub.event(shop, "order", "canonical", order.path("orderId").asText(), hub.key(), order);
        hub.awaitQuiet();
    }

    private void check(String when) {
        assertThat(hub.sql()
                        .sql("select summary || ' ' || evidence from exception_case where code = 'intake.unexpected'")
                        .query(String.class)
                        .list())
                .as(when)
                .isEmpty();
        try {
            StockOracle.check(hub.sql());
            DatabaseRules.check(hub.database().dataSource(), hub.clock().instant());
        } catch (AssertionError broken) {
            throw new AssertionError(when, broken);
        }
    }
}
