package org.caravanserai.inventory;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds and changes locations, in the transaction that is running if there is one. */
public final class LocationTable {

    private final JdbcClient jdbc;

    public LocationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds the location or changes all of it.
     *
     * @param priority the lower one ships first
     * @param country ISO 3166 alpha-2; may be empty
     * @param active whether orders may be sourced from it
     */
    public void put(String code, String name, int priority, String country, boolean active) {
        jdbc.sql("""
                        insert into location (code, name, priority, country, active) values (:code, :name, :priority, :country, :active)
                        on conflict (code) do update set name = excluded.name, priority = excluded.priority, country = excluded.country,
                          active = excluded.active""")
                .param("code", code)
                .param("name", name)
                .param("priority", priority)
                .param("country", country)
                .param("active", active)
                .update();
    }
}
