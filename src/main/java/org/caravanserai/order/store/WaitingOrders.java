package org.caravanserai.order.store;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes orders due that wait for something somebody has just changed; timers have them decided anew. */
public final class WaitingOrders {

    // what another transaction holds is being decided anyway, or looked at again within the hour
    private static final String WAKE = """
            update fulfilment_group set next_at = :now
             where id in (
                   select g.id from fulfilment_group g
                    where g.next_at > :now
                      and (g.state = 'RECEIVED' and g.next_step = 'allocate'
                           and exists (select from hold h where h.group_id = g.id and h.cause = 'mapping.unknown_sku' and h.released_at is null)
                        or g.state = 'BACKORDERED' and g.next_step = 'retry-allocation'
                           and exists (select from group_line l join order_line o on o.order_id = g.order_id and o.line_no = l.line_no
                                        where l.group_id = g.id and l.quantity > l.shipped
                                          and (o.sku = :sku
                                               or exists (select from sku_map m join orders r on r.id = o.order_id
                                                           where m.sku = :sku and m.account_id = r.account_id
                                                             and (m.product, m.variant, m.channel_sku) in (
                                                                 (o.product, o.variant, o.channel_sku), (o.product, o.variant, ''),
                                                                 ('', o.variant, ''), ('', '', o.channel_sku))))))
                      for update skip locked)
            """;

    private final JdbcClient jdbc;

    public WaitingOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What means this item, or whether it is stocked, may have changed. */
    public void wake(String sku, Instant now) {
        jdbc.sql(WAKE)
                .param("sku", sku)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
