package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.caravanserai.sourcing.SourcingSettings;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.StockOracle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is there ships, and the rest waits for stock; an order is divided over three locations at most. */
class PartialAllocationTest {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";
    private static final int JMS = 2;

    private ProcessingHub hub;
    private int shop;

    @BeforeEach
    void aHubWithFourLocations() {
        hub = new ProcessingHub(Path.of("routes"), 2, SourcingSettings.USUAL);
        shop = hub.connect("shopify", "main");
        List<String> codes = List.of("MAIN", "EAST", "WEST", "SOUTH");
        codes.forEach(code -> hub.location(code, codes.indexOf(code)));
    }

    @AfterEach
    void stop() {
        StockOracle.check(hub.sql());
        hub.close();
    }

    @Test
    void threeUnitsAtThreePlacesLeaveFromThreePlaces() {
        for (String code : List.of("EAST", "WEST", "SOUTH")) {
            hub.stock("MUG", code, 1);
        }
        send(Orders.order("1", V1, "MUG", 3));
        assertThat(groups()).containsExactly("EAST ALLOCATED 1x1", "SOUTH ALLOCATED 1x1", "WEST ALLOCATED 1x1");
        assertThat(hub.count("exception_case")).isZero();
    }

    @Test
    void aShortLineDoesNotHoldBackTheLineThatIsThere() {
        hub.stock("MUG", "MAIN", 5);
        hub.stock("CUP", "MAIN", 1);
        send(Orders.order("1", V1, "MUG", 2, "CUP", 4));
        assertThat(groups()).containsExactly("- BACKORDERED 2x3", "MAIN ALLOCATED 1x2 2x1");
        assertThat(hub.sql()
                        .sql("select summary from exception_case where state = 'open'")
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .startsWith("Order #1 waits for 3 CUP: ");

        count("CUP", "EAST", 1);
        assertThat(groups())
                .as("each unit leaves when it is there; the case goes on about the rest")
                .containsExactly("- BACKORDERED 2x2", "EAST ALLOCATED 2x1", "MAIN ALLOCATED 1x2 2x1");
        assertThat(hub.count("exception_case where state = 'open'")).isEqualTo(1);
        count("CUP", "WEST", 9);
        assertThat(groups()).containsExactly("EAST ALLOCATED 2x1", "MAIN ALLOCATED 1x2 2x1", "WEST ALLOCATED 2x2");
        assertThat(hub.count("exception_case where state = 'open'")).isZero();
    }

    @Test
    void aCancelledOrderGivesBackWhatWasReservedAndWhatWaitsIsOver() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 9));
        assertThat(groups()).containsExactly("- BACKORDERED 1x4", "MAIN ALLOCATED 1x5");
        send(Orders.cancelled(Orders.order("1", V1, "MUG", 9), V2));
        assertThat(hub.count("stock where reserved > 0")).isZero();
        assertThat(hub.count("fulfilment_group where state <> 'CANCELLED'")).isZero();
        assertThat(hub.count("exception_case where state = 'open'")).isZero();
    }

    @Test
    void whateverIsOrderedAndCountedEveryUnitIsInOneGroupAndNothingIsOversold() {
        long seed = new Random().nextLong();
        System.out.println("PartialAllocationTest seed " + seed);
        Random random = new Random(seed);
        for (String sku : List.of("MUG", "CUP")) {
            for (String code : List.of("MAIN", "EAST", "WEST", "SOUTH")) {
                hub.stock(sku, code, random.nextInt(4));
            }
        }
        for (int i = 0; i < 40; i++) {
            if (random.nextInt(3) > 0) {
                hub.event(
                        shop,
                        "order",
                        "canonical",
                        "o" + i,
                        hub.key(),
                        Orders.order("o" + i, V1, "MUG", 1 + random.nextInt(5), "CUP", 1 + random.nextInt(3)));
            } else {
                String reference = hub.key();
                hub.event(
                        JMS,
                        "stock",
                        "",
                        "stock",
                        reference,
                        Orders.count(
                                reference,
                                hub.clock().instant().toString(),
                                random.nextBoolean() ? "MUG" : "CUP",
                                random.nextBoolean() ? "WEST" : "SOUTH",
                                random.nextInt(12)));
            }
            if (random.nextInt(5) == 0) {
                hub.awaitQuiet();
                wake();
            }
        }
        hub.awaitQuiet();
        String about = "seed " + seed;
        assertThat(hub.count("""
                order_line l where l.quantity <> (select coalesce(sum(u.quantity), 0) from group_line u
                  join fulfilment_group g on g.id = u.group_id
                 where g.order_id = l.order_id and u.line_no = l.line_no and g.state <> 'CANCELLED')""")).as(about).isZero();
        assertThat(hub.count("""
                (select g.id from fulfilment_group g join group_line u on u.group_id = g.id
                   left join (select group_id, line_no, sum(quantity) as units from reservation where state = 'active' group by 1, 2) r
                     on r.group_id = g.id and r.line_no = u.line_no
                  where coalesce(r.units, 0) <> case when g.state = 'ALLOCATED' then u.quantity else 0 end) wrong""")).as(about).isZero();
        assertThat(hub.count("fulfilment_group where state = 'BACKORDERED' and case_id is null"))
                .as(about)
                .isZero();
    }

    /** What the timers do about back-ordered groups that are due. */
    private void wake() {
        hub.sql()
                .sql("select id from fulfilment_group where state = 'BACKORDERED' and next_at <= ?")
                .param(hub.clock().instant().atOffset(java.time.ZoneOffset.UTC))
                .query(Long.class)
                .list()
                .forEach(group -> hub.event(
                        4, "timer", "", "x", hub.key(), "{\"groupId\":" + group + ",\"step\":\"retry-allocation\"}"));
        hub.awaitQuiet();
    }

    private void count(String sku, String location, int units) {
        String reference = hub.key();
        hub.event(JMS, "stock", "", "stock", reference, Orders.count(reference, V2, sku, location, units));
        hub.awaitQuiet();
        wake();
    }

    private void send(ObjectNode order) {
        hub.event(shop, "order", "canonical", order.path("orderId").asText(), hub.key(), order);
        hub.awaitQuiet();
    }

    /** Location, state, and units of lines of every group that has units. */
    private List<String> groups() {
        return hub.sql().sql("""
                select coalesce(case when g.state = 'BACKORDERED' then '-' else g.location end, '-') || ' ' || g.state || ' '
                       || string_agg(u.line_no || 'x' || u.quantity, ' ' order by u.line_no)
                  from fulfilment_group g join group_line u on u.group_id = g.id where u.quantity > 0 group by g.id order by 1
                """).query(String.class).list();
    }
}
