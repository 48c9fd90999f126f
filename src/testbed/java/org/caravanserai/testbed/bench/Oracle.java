package org.caravanserai.testbed.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.audit.AuditReport;
import org.caravanserai.audit.AuditVerifier;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the databases, never the programs, whether a side did its work; and whether both sides wrote the same rows. */
final class Oracle {

    private static final List<String> TABLES = List.of(
            "inbox_key",
            "inbox",
            "order_key",
            "orders",
            "order_data_key",
            "customer_identity",
            "order_line",
            "order_line_part",
            "fulfilment_group",
            "group_line",
            "reservation",
            "outbox",
            "audit_row");
    private static final double SAME = 0.05;

    private final JdbcClient hub;
    private final JdbcClient bare;
    private final PGSimpleDataSource hubDatabase;
    private final List<String> problems = new ArrayList<>();

    Oracle(BenchHub parties) {
        hubDatabase = parties.database();
        hub = JdbcClient.create(hubDatabase);
        bare = JdbcClient.create(parties.bare());
    }

    /** Everything sent is there once, promised once, on the trail once; nothing waits and nothing is excepted. */
    void hub(Expected expected) {
        equal("events in the inbox", hub, "select count(*) from inbox", expected.orders());
        equal("events that wait", hub, "select count(*) from inbox_todo", 0);
        equal("orders", hub, "select count(*) from orders", expected.orders());
        equal("lines", hub, "select count(*) from order_line", expected.lines());
        equal(
                "units promised",
                hub,
                "select coalesce(sum(quantity), 0) from reservation where state = 'active'",
                expected.units());
        equal("cases", hub, "select count(*) from exception_case", 0);
        equal(
                "groups that are not allocated",
                hub,
                "select count(*) from fulfilment_group where state <> 'ALLOCATED'",
                0);
        equal(
                "messages to warehouses",
                hub,
                "select count(*) from outbox",
                count(hub, "select count(*) from fulfilment_group"));
        equal(
                "orders accepted on the trail",
                hub,
                "select count(*) from audit_row where action = 'order.accepted'",
                expected.orders());
        both("hub", hub);
    }

    void bare() {
        both("baseline", bare);
        equal(
                "baseline: orders without an event",
                bare,
                "select count(*) from orders o where not exists (select from inbox i where i.id = o.inbox_id)",
                0);
    }

    private void both(String side, JdbcClient sql) {
        equal(side + ": places where stock and promises differ", sql, """
                select count(*) from stock s left join (select sku, location, sum(quantity) as promised from reservation where state = 'active' group by 1, 2) r
                 using (sku, location) where s.reserved <> coalesce(r.promised, 0) or s.on_hand < s.reserved""", 0);
        equal(
                side + ": audit rows",
                sql,
                "select count(*) from audit_row",
                count(sql, "select coalesce(sum(rows), 0) from audit_block"));
        equal(
                side + ": head of the trail",
                sql,
                "select seq from audit_head",
                count(sql, "select count(*) from audit_block"));
    }

    /** Recomputes every hash of the hub's trail. */
    void trail() {
        AuditReport report = new AuditVerifier(hubDatabase).verify(List.of());
        report.fault().ifPresent(fault -> problems.add("audit trail: " + fault));
    }

    /** Rows per order of both sides, by table. */
    Map<String, double[]> rowsPerOrder() {
        Map<String, double[]> rows = new LinkedHashMap<>();
        double hubOrders = count(hub, "select count(*) from orders");
        double bareOrders = Math.max(1, count(bare, "select count(*) from orders"));
        for (String table : TABLES) {
            double[] both = {
                count(hub, "select count(*) from " + table) / hubOrders,
                count(bare, "select count(*) from " + table) / bareOrders
            };
            rows.put(table, both);
            if (bareOrders > 1 && Math.abs(both[0] - both[1]) > SAME * both[0]) {
                problems.add("rows of " + table + " per order: hub " + both[0] + ", baseline " + both[1]);
            }
        }
        return rows;
    }

    List<String> problems() {
        return problems;
    }

    private void equal(String what, JdbcClient sql, String query, long wanted) {
        long found = count(sql, query);
        if (found != wanted) {
            problems.add(what + ": " + found + " instead of " + wanted);
        }
    }

    private static long count(JdbcClient sql, String query) {
        return sql.sql(query).query(Long.class).single();
    }
}
