package org.caravanserai.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of stock at any time, asked of the database, never of the hub. */
public final class StockOracle {

    private StockOracle() {}

    public static void check(JdbcClient sql) {
        assertThat(sql.sql("""
                select s.sku || ' at ' || s.location from stock s
                 where s.on_hand < 0 or s.reserved < 0 or s.on_hand < s.reserved
                    or s.reserved <> (select coalesce(sum(quantity), 0) from reservation r
                                       where r.sku = s.sku and r.location = s.location and r.state = 'active')
                    or s.on_hand <> (select coalesce(sum(quantity), 0) from stock_ledger l where l.sku = s.sku and l.location = s.location)
                """).query(String.class).list())
                .as("places whose stock, promises and ledger do not agree")
                .isEmpty();
        assertThat(sql.sql("""
                select order_id || '/' || line_no from (
                  select r.order_id, r.line_no, sum(r.quantity) as promised from reservation r where r.state in ('active', 'claimed')
                   group by 1, 2) p join order_line l using (order_id, line_no) where p.promised > l.quantity + l.cancelled
                """).query(String.class).list())
                .as("lines promised more often than ordered")
                .isEmpty();
        assertThat(sql.sql("""
                select g.id from fulfilment_group g
                 where g.state not in ('SHIPPED', 'CANCELLED', 'CHANNEL_FULFILLED') and g.next_at is null
                   and not exists (select from exception_case c where c.id = g.case_id and c.state <> 'resolved')
                """).query(Long.class).list())
                .as("groups that are silently stuck")
                .isEmpty();
    }
}
