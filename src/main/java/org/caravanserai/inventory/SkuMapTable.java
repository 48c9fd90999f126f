package org.caravanserai.inventory;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which item a channel means by a SKU that is not ours; written in the transaction that is running if there is one. */
public final class SkuMapTable {

    private final JdbcClient jdbc;

    public SkuMapTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Deletes the item's mappings but these. @param channelSkus one for each of {@code accounts} */
    public void deleteOthers(String sku, List<Integer> accounts, List<String> channelSkus) {
        jdbc.sql("""
                        delete from sku_map where sku = :sku and (account_id, channel_sku) not in
                          (select * from unnest(:accounts::int[], :channelSkus::text[]))""")
                .param("sku", sku)
                .param("accounts", accounts.toArray(Integer[]::new))
                .param("channelSkus", channelSkus.toArray(String[]::new))
                .update();
    }

    /** Maps a channel's SKU to the item. @return false when it is mapped to another one */
    public boolean put(int account, String channelSku, String sku) {
        return jdbc.sql("""
                                insert into sku_map (account_id, channel_sku, sku) values (:account, :channelSku, :sku)
                                on conflict (account_id, channel_sku) do update set sku = excluded.sku where sku_map.sku = excluded.sku""")
                        .param("account", account)
                        .param("channelSku", channelSku)
                        .param("sku", sku)
                        .update()
                == 1;
    }
}
