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

/** Sees to it that every location has its queue: those that exist at the start, and each new one within seconds, whoever made it. */
public final class LocationQueues implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocationQueues.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final Broker broker;
    private final Set<String> declared = new HashSet<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "location-queues");
        thread.setDaemon(true);
        return thread;
    });

    public LocationQueues(JdbcClient jdbc, Broker broker) {
        this.jdbc = jdbc;
        this.broker = broker;
    }

    /** Declares what is there, and looks again from time to time. */
    public void start() {
        declare();
        looks.scheduleWithFixedDelay(this::declare, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void declare() {
        try {
            for (String code :
                    jdbc.sql("select code from location").query(String.class).list()) {
                if (!declared.contains(code)) {
                    broker.declareLocation(code);
                    declared.add(code);
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("locations' queues are not declared yet: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
