package org.caravanserai.outbox;

import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.texts;

import java.time.Instant;
import java.util.List;
import org.caravanserai.base.SqlBatch;

/**
 * Units of a channel's listing ordered there: the channel has taken them off what it shows when they were ordered.
 *
 * @param product the channel's ids of product and variant and its SKU; each may be empty
 */
public record SoldUnits(int accountId, String product, String variant, String channelSku, int units, Instant placedAt) {

    // What was ordered before our last push was overwritten by it; taking it off again would leave the channel showing
    // too
    // much. The most exact listing is meant, as for mappings.
    private static final String SOLD = """
            with n as (
                   select i.id, n.units, n.placed_at::timestamptz as placed_at
                     from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[])
                       as n(account_id, product, variant, channel_sku, units, placed_at)
                     cross join lateral (
                       select i.id
                         from (values (1, n.product, n.variant, n.channel_sku), (2, n.product, n.variant, ''), (3, '', n.variant, ''),
                                      (4, '', '', n.channel_sku)) as k(turn, product, variant, channel_sku)
                         join listing i on i.account_id = n.account_id and i.product = k.product and i.variant = k.variant
                                       and i.channel_sku = k.channel_sku
                        order by k.turn limit 1) i),
                 l as materialized (
                   select id, told_at from listing where id in (select id from n) and believed is not null order by id for update),
                 u as (
                   select id, sum(units) as units from n join l using (id)
                    where n.placed_at > l.told_at + interval '5 seconds' group by id)
            update listing s set believed = s.believed - u.units from u where s.id = u.id
            """;

    /** Takes them off what we believe their listings show. */
    public static void addTo(SqlBatch sql, List<SoldUnits> sold) {
        if (!sold.isEmpty()) {
            sql.add(
                    SOLD,
                    ints(sold, SoldUnits::accountId),
                    texts(sold, SoldUnits::product),
                    texts(sold, SoldUnits::variant),
                    texts(sold, SoldUnits::channelSku),
                    ints(sold, SoldUnits::units),
                    instants(sold, SoldUnits::placedAt));
        }
    }
}
