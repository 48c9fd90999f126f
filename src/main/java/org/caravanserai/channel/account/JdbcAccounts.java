package org.caravanserai.channel.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.base.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts in the table {@code account}, all of them kept in memory for a short time because every webhook asks. */
public final class JdbcAccounts implements Accounts {

    private record Held(long readAt, List<Account> all, Map<String, Account> byName, Map<Integer, Account> byId) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final long keepNanos;
    private volatile Held held;

    /** @param keep how long a read may be used again */
    public JdbcAccounts(JdbcClient jdbc, Duration keep, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.keepNanos = keep.toNanos();
    }

    @Override
    public Optional<Account> find(String channel, String name) {
        return Optional.ofNullable(held().byName.get(channel + '/' + name));
    }

    @Override
    public Optional<Account> byId(int id) {
        return Optional.ofNullable(held().byId.get(id));
    }

    @Override
    public List<Account> list() {
        return held().all;
    }

    @Override
    public Account connect(NewAccount account) {
        String baseUrl = account.baseUrl().isEmpty()
                ? ""
                : BaseUrlGuard.check("base URL of " + account.channel() + "/" + account.name(), account.baseUrl());
        String mode = account.mode() == null ? null : account.mode().word();
        jdbc.sql("""
                insert into account (channel, name, mode, base_url, settings, secret_ref, created_at)
                values (:channel, :name, coalesce(:mode::text, 'shadow'), :baseUrl, :settings, :secretRef, :now)
                on conflict (channel, name) do update set mode = coalesce(:mode::text, account.mode), base_url = excluded.base_url,
                  settings = excluded.settings, secret_ref = excluded.secret_ref,
                  stock_confirmed_at = case when account.base_url = excluded.base_url and coalesce(:mode::text, account.mode) = 'live'
                                            then account.stock_confirmed_at end""")
                .param("channel", account.channel())
                .param("name", account.name())
                .param("mode", mode)
                .param("baseUrl", baseUrl)
                .param("settings", account.settings().toString())
                .param("secretRef", account.secretRef())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        held = null;
        return find(account.channel(), account.name()).orElseThrow();
    }

    @Override
    public void setMode(int id, AccountMode mode) {
        change(
                mode == AccountMode.LIVE
                        ? "update account set mode = ? where id = ?"
                        : "update account set mode = ?, stock_confirmed_at = null where id = ?",
                mode.word(),
                id);
    }

    @Override
    public void confirmStock(int id) {
        change(
                "update account set stock_confirmed_at = ? where id = ?",
                clock.instant().atOffset(ZoneOffset.UTC),
                id);
    }

    @Override
    public void setPaused(int id, boolean paused) {
        change("update account set paused = ? where id = ?", paused, id);
    }

    @Override
    public Optional<Instant> polledThrough(int id) {
        return jdbc.sql("select poll_from from account where id = ? and poll_from is not null")
                .param(id)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    @Override
    public Instant connectedAt(int id) {
        return jdbc.sql("select created_at from account where id = ?")
                .param(id)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .orElseThrow(() -> new IllegalArgumentException("no account " + id));
    }

    @Override
    public void polled(int id, Instant through) {
        change("update account set poll_from = greatest(poll_from, ?) where id = ?", Timestamp.from(through), id);
    }

    private void change(String sql, Object value, int id) {
        if (jdbc.sql(sql).params(value, id).update() == 0) {
            throw new IllegalArgumentException("no account " + id);
        }
        held = null;
    }

    private Held held() {
        Held known = held;
        if (known != null && System.nanoTime() - known.readAt < keepNanos) {
            return known;
        }
        synchronized (this) {
            known = held;
            if (known == null || System.nanoTime() - known.readAt >= keepNanos) {
                known = read();
                held = known;
            }
            return known;
        }
    }

    private Held read() {
        long now = System.nanoTime();
        List<Account> all = jdbc.sql(
                        "select id, channel, name, mode, paused, base_url, settings, secret_ref from account order by channel, name")
                .query((row, number) -> account(row))
                .list();
        Map<String, Account> byName = new HashMap<>();
        Map<Integer, Account> byId = new HashMap<>();
        for (Account account : all) {
            byName.put(account.channel() + '/' + account.name(), account);
            byId.put(account.id(), account);
        }
        return new Held(now, all, byName, byId);
    }

    private static Account account(ResultSet row) throws SQLException {
        try {
            return new Account(
                    row.getInt("id"),
                    row.getString("channel"),
                    row.getString("name"),
                    AccountMode.of(row.getString("mode")),
                    row.getBoolean("paused"),
                    row.getString("base_url"),
                    Json.MAPPER.readTree(row.getString("settings")),
                    row.getString("secret_ref"));
        } catch (JsonProcessingException e) {
            throw new SQLException("settings of account " + row.getInt("id") + " are no JSON", e);
        }
    }
}
