package org.caravanserai.api;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The hub's own number of an account. */
final class AccountIds {

    private AccountIds() {}

    static Optional<Integer> find(JdbcClient jdbc, String channel, String name) {
        return jdbc.sql("select id from account where channel = :channel and name = :name")
                .param("channel", channel)
                .param("name", name)
                .query(Integer.class)
                .optional();
    }
}
