package org.caravanserai.inventory;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds and changes items, in the transaction that is running if there is one. */
public final class ItemTable {

    private final JdbcClient jdbc;
    private final Clock clock;

    public ItemTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Adds the item or changes its title.
     *
     * @param title null: as it is; empty for a new one
     * @param stocked whether there is anything of it to reserve and ship; null: as it is; true for a new one
     */
    public void put(String sku, String title, Boolean stocked) {
        jdbc.sql("""
                        insert into item (sku, title, stocked, updated_at)
                        values (:sku, coalesce(:title::text, ''), coalesce(:stocked::boolean, true), :now)
                        on conflict (sku) do update set title = coalesce(:title::text, item.title),
                               stocked = coalesce(:stocked::boolean, item.stocked), updated_at = excluded.updated_at""")
                .param("sku", sku)
                .param("title", title)
                .param("stocked", stocked)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
