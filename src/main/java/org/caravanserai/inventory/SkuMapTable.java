package org.caravanserai.inventory;

import java.util.List;
import org.caravanserai.base.ListedAs;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which item a channel means by a SKU that is not ours; written in the transaction that is running if there is one. */
public final class SkuMapTable {

    private final JdbcClient jdbc;

    public SkuMapTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Deletes the item's mappings but these. */
    public void deleteOthers(String sku, List<ListedAs> kept) {
        jdbc.sql("""
                        delete from sku_map where sku = :sku and (account_id, product, variant, channel_sku) not in
                          (select * from unnest(:accounts::int[], :products::text[], :variants::text[], :channelSkus::text[]))""")
                .param("sku", sku)
                .param("accounts", kept.stream().map(ListedAs::account).toArray(Integer[]::new))
                .param("products", kept.stream().map(ListedAs::product).toArray(String[]::new))
                .param("variants", kept.stream().map(ListedAs::variant).toArray(String[]::new))
                .param("channelSkus", kept.stream().map(ListedAs::channelSku).toArray(String[]::new))
                .update();
    }

    /** Maps a channel's SKU to the item. @return false when it is mapped to another one */
    public boolean put(ListedAs listed, String sku) {
        return jdbc.sql("""
                                insert into sku_map (account_id, product, variant, channel_sku, sku) values (:account, :product, :variant, :channelSku, :sku)
                                on conflict (account_id, product, variant, channel_sku) do update set sku = excluded.sku where sku_map.sku = excluded.sku""")
                        .param("account", listed.account())
                        .param("product", listed.product())
                        .param("variant", listed.variant())
                        .param("channelSku", listed.channelSku())
                        .param("sku", sku)
                        .update()
                == 1;
    }
}
