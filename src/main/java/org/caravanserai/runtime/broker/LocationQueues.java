package org.caravanserai.runtime.broker;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sees to it that every location has its queue: those that exist at the start, and each new one within seconds, whoever made it;
 * and that the queues of one's own are there.
 */
public final class LocationQueues implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocationQueues.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final Broker broker;
    private final OwnQueues own;
    private final Set<String> declared = new HashSet<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "location-queues");
        thread.setDaemon(true);
        return thread;
    });

    /** @param own queues that only routes of one's own use */
    public LocationQueues(JdbcClient jdbc, Broker broker, OwnQueues own) {
        this.jdbc = jdbc;
        this.broker = broker;
        this.own = own;
    }

    /** Declares what is there, and looks again from time to time. */
    public void start() {
        declare();
        looks.scheduleWithFixedDelay(this::declare, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Declares what is missing; when that fails, it is tried again later. */
    public synchronized void declare() {
        try {
            for (String queue : own.names()) {
                if (!declared.contains(queue)) {
                    broker.declareQueue(queue);
                    declared.add(queue);
                }
            }
            for (String code :
                    jdbc.sql("select code from location").query(String.class).list()) {
                if (!declared.contains(code)) {
                    broker.declareLocation(code);
                    declared.add(code);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("queues are not declared yet: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
