package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.caravanserai.testbed.oracle.DatabaseRules;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.StockOracle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that cancel units of single lines. */
class PartialCancellationTest {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";
    private static final String V3 = "2026-11-23T10:00:02.000Z";

    private ProcessingHub hub;
    private int shop;

    @BeforeEach
    void aHubWithMugsAndCups() {
        hub = new ProcessingHub(Path.of("routes"), 2);
        shop = hub.connect("shopify", "main");
        hub.location("MAIN", 1);
        hub.stock("MUG", "MAIN", 10);
        hub.stock("CUP", "MAIN", 10);
    }

    @AfterEach
    void stop() {
        StockOracle.check(hub.sql());
        DatabaseRules.check(hub.database().dataSource(), hub.clock().instant());
        hub.close();
    }

    private void send(ObjectNode order) {
        hub.event(shop, "order", "canonical", order.path("orderId").asText(), hub.key(), order);
        hub.awaitQuiet();
    }

    private void cancel(String lines) {
        hub.event(
                1,
                "cancel",
                "",
                "1",
                hub.key(),
                "{\"schema\":\"cancellation.v1\",\"reference\":\"k\",\"order\":{\"channel\":\"shopify\",\"account\":\"main\","
                        + "\"orderId\":\"1\"},\"reason\":\"buyer\",\"by\":\"seller\",\"at\":\"2026-11-23T12:00:00Z\",\"lines\":["
                        + lines + "]}");
        hub.awaitQuiet();
    }

    /** Per line: wanted, cancelled. */
    private List<String> lines() {
        return hub.sql()
                .sql("select channel_sku || ' ' || quantity || ' ' || cancelled from order_line order by line_no")
                .query(String.class)
                .list();
    }

    private List<String> groups() {
        return hub.sql().sql("""
                select g.state || ' ' || string_agg(l.quantity::text, ' ' order by l.line_no) from fulfilment_group g
                  join group_line l on l.group_id = g.id group by g.id order by g.id""").query(String.class).list();
    }

    private List<String> codes() {
        return hub.sql()
                .sql("select code from exception_case where state <> 'resolved'")
                .query(String.class)
                .list();
    }

    @Test
    void unitsThatNoWarehouseKnowsOfAreTakenOffAtOnce() {
        send(Orders.order("1", V1, "MUG", 4, "CUP", 2));
        cancel("{\"line\":1,\"quantity\":3},{\"sku\":\"CUP\",\"quantity\":1}");
        assertThat(lines()).containsExactly("MUG 1 3", "CUP 1 1");
        assertThat(groups()).containsExactly("ALLOCATED 1 1");
        assertThat(hub.sql()
                        .sql("select sku || reserved from stock order by sku")
                        .query(String.class)
                        .list())
                .containsExactly("CUP1", "MUG1");
        assertThat(hub.sql()
                        .sql("select data from audit_row where action = 'units.taken-off' order by pos")
                        .query(String.class)
                        .list())
                .hasSize(2)
                .first()
                .asString()
                .contains("\"units\":3")
                .contains("\"reason\":\"cancelled: buyer\"");
        assertThat(codes()).isEmpty();
    }

    @Test
    void anOrderWithoutUnitsIsCancelled() {
        send(Orders.order("1", V1, "MUG", 4));
        cancel("{\"lineId\":\"1-1\",\"quantity\":4}");
        assertThat(groups()).containsExactly("CANCELLED 0");
        assertThat(hub.count("orders where state = 'CANCELLED'")).isEqualTo(1);
    }

    @Test
    void theChannelDoesNotBringThemBackAndDoesNotTakeThemOffTwice() {
        send(Orders.order("1", V1, "MUG", 4));
        cancel("{\"line\":1,\"quantity\":3}");
        ObjectNode paid = Orders.order("1", V2, "MUG", 4);
        send(paid);
        assertThat(lines()).containsExactly("MUG 1 3");
        send(Orders.order("1", V3, "MUG", 2));
        assertThat(lines()).containsExactly("MUG 1 3");
        send(Orders.order("1", "2026-11-23T10:00:03.000Z", "MUG", 1));
        assertThat(lines()).containsExactly("MUG 1 3");
        send(Orders.order("1", "2026-11-23T10:00:04.000Z", "MUG", 3));
        assertThat(lines()).containsExactly("MUG 3 1");
        assertThat(hub.count("stock where sku = 'MUG' and reserved = 3")).isEqualTo(1);
    }

    @Test
    void unitsAtTheWarehouseAreACaseAndStay() {
        send(Orders.order("1", V1, "MUG", 4));
        new WarehouseSide(hub).receive();
        send(Orders.order("1", V2, "MUG", 6));
        cancel("{\"line\":1,\"quantity\":3}");
        assertThat(lines()).containsExactly("MUG 4 2");
        assertThat(groups()).containsExactly("RELEASED 4", "CANCELLED 0");
        assertThat(codes()).containsExactly("cancel.too_late");
        assertThat(hub.count("exception_case where summary like '1 of 3 unit(s) of line 1%'"))
                .isEqualTo(1);
        assertThat(hub.count("stock where sku = 'MUG' and reserved = 4")).isEqualTo(1);
    }

    @Test
    void aLineTheOrderDoesNotHaveIsRefusedAsAWhole() {
        send(Orders.order("1", V1, "MUG", 4));
        cancel("{\"line\":1,\"quantity\":1},{\"lineId\":\"nobody's\",\"quantity\":1}");
        assertThat(lines()).containsExactly("MUG 4 0");
        assertThat(codes()).containsExactly("command.unknown_target");
    }

    @Test
    void whatWaitedForStockIsTriedAgainWithWhatIsLeftOfIt() {
        send(Orders.order("1", V1, "MUG", 12));
        assertThat(groups()).containsExactly("BACKORDERED 12");
        cancel("{\"line\":1,\"quantity\":2}");
        assertThat(groups()).containsExactly("ALLOCATED 10");
        assertThat(codes()).isEmpty();
    }
}
