package org.caravanserai.inventory;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds and changes items, in the transaction that is running if there is one. */
public final class ItemTable {

    private final JdbcClient jdbc;

    public ItemTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds the item or changes its title.
     *
     * @param title null: as it is; empty for a new one
     */
    public void put(String sku, String title) {
        jdbc.sql("""
                        insert into item (sku, title) values (:sku, coalesce(:title::text, ''))
                        on conflict (sku) do update set title = coalesce(:title::text, item.title), updated_at = now()""").param("sku", sku).param("title", title).update();
    }
}
