package org.caravanserai.inventory;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds and changes locations, in the transaction that is running if there is one. */
public final class LocationTable {

    private final JdbcClient jdbc;

    public LocationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds the location or changes what is named.
     *
     * @param name null: as it is; its code for a new one
     * @param priority the lower one ships first; null: as it is; 100 for a new one
     * @param country ISO 3166 alpha-2, may be empty; null: as it is; empty for a new one
     * @param active whether orders may be sourced from it; null: as it is; true for a new one
     */
    public void put(String code, String name, Integer priority, String country, Boolean active) {
        jdbc.sql("""
                        insert into location (code, name, priority, country, active)
                        values (:code, coalesce(:name::text, :code), coalesce(:priority::int, 100), coalesce(:country::text, ''),
                                coalesce(:active::boolean, true))
                        on conflict (code) do update set name = coalesce(:name::text, location.name),
                          priority = coalesce(:priority::int, location.priority), country = coalesce(:country::text, location.country),
                          active = coalesce(:active::boolean, location.active)""")
                .param("code", code)
                .param("name", name)
                .param("priority", priority)
                .param("country", country)
                .param("active", active)
                .update();
    }
}
