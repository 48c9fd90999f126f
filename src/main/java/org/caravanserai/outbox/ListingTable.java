package org.caravanserai.outbox;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.caravanserai.base.ListedAs;
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

    /** Has the account's listings of this name looked at now, whatever went wrong with them before. */
    public void lookAgain(int account, String name) {
        jdbc.sql("""
                        update listing set next_at = :now where account_id = :account
                           and coalesce(nullif(channel_sku, ''), nullif(variant, ''), product) = :name""")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("account", account)
                .param("name", name)
                .update();
    }

    /** Deletes the item's listings but these. */
    public void deleteOthers(String sku, List<ListedAs> kept) {
        jdbc.sql("""
                        delete from listing where sku = :sku and (account_id, product, variant, channel_sku) not in
                          (select * from unnest(:accounts::int[], :products::text[], :variants::text[], :channelSkus::text[]))""")
                .param("sku", sku)
                .param("accounts", kept.stream().map(ListedAs::account).toArray(Integer[]::new))
                .param("products", kept.stream().map(ListedAs::product).toArray(String[]::new))
                .param("variants", kept.stream().map(ListedAs::variant).toArray(String[]::new))
                .param("channelSkus", kept.stream().map(ListedAs::channelSku).toArray(String[]::new))
                .update();
    }

    /**
     * Lists the item, or changes what the channel calls the listing.
     *
     * @param reference JSON: ids the channel's calls need
     * @return false when the channel's SKU is the listing of another item
     */
    public boolean put(ListedAs listed, String sku, String reference) {
        return jdbc.sql("""
                                insert into listing (account_id, product, variant, channel_sku, sku, reference, next_at)
                                values (:account, :product, :variant, :channelSku, :sku, :reference, :now)
                                on conflict (account_id, product, variant, channel_sku) do update set reference = excluded.reference where listing.sku = excluded.sku""")
                        .param("account", listed.account())
                        .param("product", listed.product())
                        .param("variant", listed.variant())
                        .param("channelSku", listed.channelSku())
                        .param("sku", sku)
                        .param("reference", reference)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
