package org.caravanserai.runtime.instance;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.caravanserai.base.ConfigException;
import org.caravanserai.outbox.lease.Owner;
import org.caravanserai.runtime.home.Pauses;
import org.caravanserai.runtime.postgres.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This hub instance (one run of the hub), as the others see it: a row of {@code hub_instance} and a session advisory lock on the row's id,
 * held on a connection of its own. PostgreSQL gives the lock back the moment the hub is gone, so its leases are free at
 * once. A hub that lost the lock and cannot take it again must end: the others count it as dead. The lock has the one-key
 * form of advisory locks, which nothing else in the hub uses; it needs a real session, not a pooler in transaction mode.
 */
public final class HubInstance implements Owner, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubInstance.class);
    private static final String HELD = "select (classid::bigint << 32) | objid::bigint from pg_locks"
            + " where locktype = 'advisory' and objsubid = 1 and granted"
            + " and database = (select oid from pg_database where datname = current_database())";

    private final Database database;
    private final Clock clock;
    private final Duration patience;
    private final Runnable lost;
    private final long id;
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "owner-pulse");
        thread.setDaemon(true);
        return thread;
    });
    private Connection connection;
    private volatile boolean held;

    private HubInstance(Database database, Clock clock, Duration patience, Runnable lost) throws SQLException {
        this.database = database;
        this.clock = clock;
        this.patience = patience;
        this.lost = lost;
        connection = connect();
        id = register();
        if (!lock()) {
            throw new ConfigException("owner id " + id + " is locked by another session");
        }
        held = true;
        pulse.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Registers this run.
     *
     * @param clock says when the run started
     * @param patience how long a lost lock may take to be taken again before {@code lost} is called
     * @param lost ends the process, e.g. {@code () -> Runtime.getRuntime().halt(75)}
     */
    public static HubInstance start(Database database, Clock clock, Duration patience, Runnable lost) {
        try {
            return new HubInstance(database, clock, patience, lost);
        } catch (SQLException e) {
            throw new ConfigException("cannot register this hub in the database: " + e.getMessage(), e);
        }
    }

    /** Id of this run; above zero, never given to another run. */
    @Override
    public long id() {
        return id;
    }

    /** Whether this run holds its lock now; false for the seconds in which a lost connection is replaced. */
    public boolean held() {
        return held;
    }

    /** Whether the run with this id lives. */
    @Override
    public boolean isAlive(long otherId) {
        return alive(database.dataSource()).contains(otherId);
    }

    /** Ids of all runs that live, of every hub on this database. */
    public Set<Long> alive() {
        return alive(database.dataSource());
    }

    static Set<Long> alive(DataSource dataSource) {
        try (Connection one = dataSource.getConnection();
                PreparedStatement statement = one.prepareStatement(HELD);
                ResultSet rows = statement.executeQuery()) {
            Set<Long> ids = new TreeSet<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read which hubs live: " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        return database.dedicated("caravanserai owner");
    }

    private long register() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into hub_instance (id, host, pid, started_at) values (nextval('hub_id'), ?, ?, ?) returning id")) {
            statement.setString(1, host());
            statement.setLong(2, ProcessHandle.current().pid());
            statement.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private boolean lock() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private void check() {
        try {
            if (connection.isValid(5)) {
                return;
            }
        } catch (SQLException e) {
            LOG.debug("the owner's connection cannot be asked", e);
        }
        held = false;
        LOG.warn("the owner's connection is lost; taking the lock again within {} s", patience.toSeconds());
        long end = System.nanoTime() + patience.toNanos();
        while (!pulse.isShutdown()) {
            if (retake()) {
                held = true;
                LOG.info("the owner's lock is held again");
                return;
            }
            if (System.nanoTime() > end) {
                LOG.error("the owner's lock cannot be taken again: other hubs count this one as dead, so it ends");
                lost.run();
                return;
            }
            Pauses.sleep(500);
        }
    }

    private boolean retake() {
        close(connection);
        try {
            connection = connect();
            return lock();
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives the lock back: the other hubs may take over at once. */
    @Override
    public void close() {
        pulse.shutdownNow();
        held = false;
        close(connection);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("closing the owner's connection", e);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
