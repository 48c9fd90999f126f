package org.caravanserai.privacy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys that seal raw bodies at intake: one per account and day (UTC). Destroying a day's keys makes the bodies of
 * that day unreadable everywhere, backups included. Keys are made on first use in a transaction of their own; of two
 * hubs that make one at once, both use the one that was stored.
 */
public final class DayKeys {

    private record Place(int accountId, LocalDate day) {
        @Override
        public String toString() {
            return accountId + "/" + day;
        }
    }

    private static final String DESTROY = """
            delete from day_key k where k.day < :first and not exists (
              select from inbox i where i.account_id = k.account_id and i.day = k.day and i.id in (
                select id from inbox_todo union all select id from inbox_fetch
                union all select c.inbox_id from exception_case c
                           where c.scope = 'event' and c.state <> 'resolved' and c.inbox_id is not null
                             and (c.code not like 'intake.%' or c.code in ('intake.unexpected', 'intake.killed_worker'))))
            """;

    private final JdbcClient jdbc;
    private final MasterSealer wrap;
    private final Sealer sealer;
    private final Clock clock;
    private final ConcurrentHashMap<Place, SecretKey> held = new ConcurrentHashMap<>();

    /** @param source gives connections outside the caller's transaction: a key must be stored before what it seals */
    public DayKeys(DataSource source, MasterKey master, Sealer sealer, Clock clock) {
        this.jdbc = JdbcClient.create(source);
        this.wrap = new MasterSealer(master, sealer, "day-key");
        this.sealer = sealer;
        this.clock = clock;
    }

    /** The day whose keys seal now. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    public byte[] seal(int accountId, LocalDate day, byte[] body) {
        Place place = new Place(accountId, day);
        SecretKey key = held.get(place);
        if (key == null) {
            key = hold(place, find(place).orElseGet(() -> create(place)));
        }
        return sealer.seal(key, "body/" + place, body);
    }

    /**
     * @throws ErasedException when the key of that day was destroyed
     * @throws SealException when the body was changed or is of another account or day
     */
    public byte[] open(int accountId, LocalDate day, byte[] sealed) {
        Place place = new Place(accountId, day);
        SecretKey key = held.get(place);
        if (key == null) {
            key = hold(
                    place,
                    find(place)
                            .orElseThrow(() -> new ErasedException("the key of account " + accountId + " for " + day
                                    + " was destroyed; bodies of that day cannot be read any more")));
        }
        return sealer.open(key, "body/" + place, sealed);
    }

    /**
     * Destroys the keys of all days before today minus {@code days}, here and in the database, but none that a body still needs:
     * one that waits to be worked on or fetched, or whose open case lets it be tried again. So a clock that runs ahead destroys
     * nothing that was not worked on. Every hub calls it daily: each forgets its own copies.
     *
     * @return how many keys the database gave up
     */
    public int destroyOlderThan(int days) {
        LocalDate first = today().minusDays(days);
        held.keySet().removeIf(place -> place.day.isBefore(first));
        return jdbc.sql(DESTROY).param("first", first).update();
    }

    private SecretKey hold(Place place, SecretKey key) {
        held.put(place, key);
        return key;
    }

    private Optional<SecretKey> find(Place place) {
        return jdbc.sql("select wrapped from day_key where account_id = :account and day = :day")
                .param("account", place.accountId)
                .param("day", place.day)
                .query(byte[].class)
                .optional()
                .map(wrapped -> new SecretKeySpec(wrap.open(place.toString(), wrapped), "AES"));
    }

    private SecretKey create(Place place) {
        jdbc.sql(
                        "insert into day_key (account_id, day, wrapped) values (:account, :day, :wrapped) on conflict do nothing")
                .param("account", place.accountId)
                .param("day", place.day)
                .param("wrapped", wrap.seal(place.toString(), sealer.newKey().getEncoded()))
                .update();
        return find(place)
                .orElseThrow(() -> new IllegalStateException("day key " + place + " vanished while it was made"));
    }
}
