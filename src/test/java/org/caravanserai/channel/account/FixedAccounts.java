package org.caravanserai.channel.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caravanserai.testing.TestClock;

/** Accounts without a database. */
public final class FixedAccounts implements Accounts {

    private final List<Account> all;
    private volatile Instant connected = TestClock.START;
    private final ConcurrentMap<Integer, Instant> polled = new ConcurrentHashMap<>();

    public FixedAccounts(Account... all) {
        this.all = List.of(all);
    }

    public static Account account(int id, String channel, String name, String baseUrl, Map<String, Object> settings) {
        return new Account(
                id,
                channel,
                name,
                AccountMode.LIVE,
                false,
                baseUrl,
                org.caravanserai.base.Json.MAPPER.valueToTree(settings),
                channel + "-" + name);
    }

    @Override
    public Optional<Account> find(String channel, String name) {
        return all.stream()
                .filter(one -> one.channel().equals(channel) && one.name().equals(name))
                .findFirst();
    }

    @Override
    public Optional<Account> byId(int id) {
        return all.stream().filter(one -> one.id() == id).findFirst();
    }

    @Override
    public List<Account> list() {
        return all;
    }

    @Override
    public Account connect(NewAccount account) {
        throw new IllegalStateException("fixed");
    }

    @Override
    public void confirmStock(int id) {
        throw new IllegalStateException("fixed");
    }

    @Override
    public void setMode(int id, AccountMode mode) {
        throw new IllegalStateException("fixed");
    }

    @Override
    public void setPaused(int id, boolean paused) {
        throw new IllegalStateException("fixed");
    }

    @Override
    public Optional<Instant> polledThrough(int id) {
        return Optional.ofNullable(polled.get(id));
    }

    @Override
    public Instant connectedAt(int id) {
        return connected;
    }

    /** They were connected then. */
    public void connectedAt(Instant at) {
        connected = at;
    }

    @Override
    public void polled(int id, Instant through) {
        polled.merge(id, through, (a, b) -> a.isAfter(b) ? a : b);
    }
}
