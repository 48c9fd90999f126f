package org.caravanserai.runtime.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.access.BrokerSide;
import org.caravanserai.access.LoginBook;
import org.caravanserai.access.LoginTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the embedded broker goes by the table of logins: at once where this hub changes it, and within seconds
 * whoever else does. While the database is away the logins stay as they were.
 */
public final class BrokerLogins implements BrokerSide, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLogins.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final LoginTable table;
    private final Broker broker;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "broker-logins");
        thread.setDaemon(true);
        return thread;
    });
    private boolean failing;

    public BrokerLogins(LoginTable table, Broker broker) {
        this.table = table;
        this.broker = broker;
    }

    /** Looks at the table from time to time, where it is this hub's broker that needs it. */
    public void start() {
        if (broker.keepsLogins()) {
            looks.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            loginsChanged();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("the broker's logins stay as they were, their table cannot be read: {}", e.getMessage());
            }
            failing = true;
        }
    }

    /** One after the other, so that no older book takes the place of a newer one. */
    @Override
    public synchronized void loginsChanged() {
        if (broker.keepsLogins()) {
            broker.admit(table.read());
        }
    }

    @Override
    public List<FileChange> files(LoginBook book, BrokerLogin login, String password) {
        return broker.keepsLogins() ? List.of() : ExternalFiles.changes(book, login, password);
    }

    @Override
    public String address() {
        return broker.address();
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
