package org.caravanserai.outbox;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What channels sell: the listings whose quantity the senders keep up to date. Written in the transaction that is running if
 * there is one.
 */
public final class ListingTable {

    private final JdbcClient jdbc;
    private final Clock clock;

    public ListingTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Deletes the item's listings but these. @param channelSkus one for each of {@code accounts} */
    public void deleteOthers(String sku, List<Integer> accounts, List<String> channelSkus) {
        jdbc.sql("""
                        delete from listing where sku = :sku and (account_id, channel_sku) not in
                          (select * from unnest(:accounts::int[], :channelSkus::text[]))""")
                .param("sku", sku)
                .param("accounts", accounts.toArray(Integer[]::new))
                .param("channelSkus", channelSkus.toArray(String[]::new))
                .update();
    }

    /**
     * Lists the item, or changes what the channel calls the listing.
     *
     * @param reference JSON: ids the channel's calls need
     * @return false when the channel's SKU is the listing of another item
     */
    public boolean put(int account, String channelSku, String sku, String reference) {
        return jdbc.sql("""
                                insert into listing (account_id, channel_sku, sku, reference, next_at) values (:account, :channelSku, :sku, :reference, :now)
                                on conflict (account_id, channel_sku) do update set reference = excluded.reference where listing.sku = excluded.sku""")
                        .param("account", account)
                        .param("channelSku", channelSku)
                        .param("sku", sku)
                        .param("reference", reference)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
