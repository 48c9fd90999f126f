package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.caravanserai.testbed.oracle.DatabaseRules;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.StockOracle;

/** A hub with a shop, a warehouse and stock, and what tests of holds ask it. */
final class HoldPlay implements AutoCloseable {

    static final String V1 = "2026-11-23T10:00:00.000Z";
    static final String V2 = "2026-11-23T10:00:01.000Z";
    static final String V3 = "2026-11-23T10:00:02.000Z";
    private static final int API = 1;
    private static final int TIMER = 4;

    final ProcessingHub hub;
    final WarehouseSide warehouse;
    final int shop;

    HoldPlay() {
        this(Path.of("routes"));
    }

    HoldPlay(Path routes) {
        hub = new ProcessingHub(routes, 2);
        warehouse = new WarehouseSide(hub);
        shop = hub.connect("woocommerce", "main");
        hub.location("MAIN", 1);
        hub.stock("MUG", "MAIN", 90);
        hub.stock("CUP", "MAIN", 90);
    }

    @Override
    public void close() {
        StockOracle.check(hub.sql());
        DatabaseRules.check(hub.database().dataSource(), hub.clock().instant());
        hub.close();
    }

    void send(ObjectNode order) {
        hub.event(shop, "order", "canonical", order.path("orderId").asText(), hub.key(), order);
        hub.awaitQuiet();
    }

    static ObjectNode mugs(String version) {
        return Orders.order("1", version, "MUG", 2);
    }

    List<String> groups() {
        return hub.sql().sql("""
                select g.state || ' ' || coalesce(g.next_step, '-') || ' '
                       || (select string_agg(line_no || 'x' || quantity, ' ' order by line_no) from group_line l where l.group_id = g.id)
                  from fulfilment_group g order by g.id""").query(String.class).list();
    }

    List<String> holds() {
        return hub.sql()
                .sql("select cause || ' ' || step from hold where released_at is null order by cause, id")
                .query(String.class)
                .list();
    }

    List<String> openCases() {
        return hub.sql()
                .sql("select code || ': ' || summary from exception_case where state <> 'resolved' order by code, id")
                .query(String.class)
                .list();
    }

    void retry(String code) {
        long id = hub.sql()
                .sql("select id from exception_case where code = ? and state <> 'resolved'")
                .param(code)
                .query(Long.class)
                .single();
        hub.event(
                API,
                "redrive",
                "",
                "1",
                hub.key(),
                "{\"schema\":\"redrive.v1\",\"caseId\":\"" + id + "\",\"orderId\":\""
                        + hub.sql()
                                .sql("select order_id from exception_case where id = ?")
                                .param(id)
                                .query(String.class)
                                .single()
                        + "\",\"actor\":\"ann\"}");
        hub.awaitQuiet();
    }

    /** The timers of everything that waits go off now. */
    void lookAgain() {
        hub.sql()
                .sql("update hold set next_look = '2026-11-23T08:00:00Z' where released_at is null")
                .update();
        hub.sql()
                .sql(
                        "update fulfilment_group set next_at = '2026-11-23T08:00:00Z' where next_step in ('allocate', 'release')")
                .update();
        hub.sql()
                .sql("select id, next_step from fulfilment_group where next_step in ('allocate', 'release')")
                .query(row -> {
                    hub.event(
                            TIMER,
                            "timer",
                            "",
                            "1",
                            hub.key(),
                            "{\"groupId\":" + row.getLong(1) + ",\"step\":\"" + row.getString(2) + "\"}");
                });
        hub.awaitQuiet();
    }

    static ObjectNode without(ObjectNode order, String... fields) {
        for (String field : fields) {
            ((ObjectNode) order.at("/personal/shipTo")).putNull(field);
        }
        return order;
    }

    static void listing(ObjectNode order, int line, String product, String variant) {
        ((ObjectNode) order.at("/lines/" + line + "/listing"))
                .put("product", product)
                .put("variant", variant);
    }
}
