package org.caravanserai.outbox;

import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.texts;

import java.time.Instant;
import java.util.List;
import org.caravanserai.base.SqlBatch;

/** Units of a channel's SKU ordered there: the channel has taken them off what it shows when they were ordered. */
public record SoldUnits(int accountId, String channelSku, int units, Instant placedAt) {

    // what was ordered before our last push was overwritten by it; taking it off again would leave the channel showing
    // too much
    private static final String SOLD = """
            with n as (select * from unnest(?::int[], ?::text[], ?::int[], ?::text[]) as n(account_id, channel_sku, units, placed_at)),
                 l as materialized (
                   select account_id, channel_sku, told_at from listing
                    where (account_id, channel_sku) in (select account_id, channel_sku from n) and believed is not null
                    order by account_id, channel_sku for update),
                 u as (
                   select account_id, channel_sku, sum(units) as units from n join l using (account_id, channel_sku)
                    where n.placed_at::timestamptz > l.told_at + interval '5 seconds' group by account_id, channel_sku)
            update listing s set believed = s.believed - u.units from u
             where s.account_id = u.account_id and s.channel_sku = u.channel_sku
            """;

    /** Takes them off what we believe their listings show. */
    public static void addTo(SqlBatch sql, List<SoldUnits> sold) {
        if (!sold.isEmpty()) {
            sql.add(
                    SOLD,
                    ints(sold, SoldUnits::accountId),
                    texts(sold, SoldUnits::channelSku),
                    ints(sold, SoldUnits::units),
                    instants(sold, SoldUnits::placedAt));
        }
    }
}
