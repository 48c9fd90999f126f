package org.caravanserai.runtime.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which accounts are not well, by their open cases, over all hubs: gauges, and a health check with a sentence for each. A channel
 * that is away is no reason to restart a hub or to send it no webhooks, so the check counts for neither. Asked for when somebody
 * reads it, and then at most every five seconds.
 */
public final class AccountFigures extends AbstractHealthCheck {

    private static final Logger LOG = LoggerFactory.getLogger(AccountFigures.class);
    private static final Duration KEEP = Duration.ofSeconds(5);
    private static final int MOST_TOLD = 20;

    /** What cases of whole accounts are about. */
    private static final List<String> CAUSES = List.of("poll", "queue", "queue-delete", "subscriptions", "blocked");

    private static final String ACCOUNTS = """
            select a.channel, a.name, c.subject, c.summary from account a
              left join exception_case c on c.account_id = a.id and c.scope = 'account' and c.state <> 'resolved' and c.subject = any(?)
             where a.channel <> 'hub' and a.mode <> 'off' order by a.channel, a.name, c.subject""";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Set<String> watched = new HashSet<>();
    private Instant readAt = Instant.MIN;
    private Map<String, String> troubles = Map.of();
    private boolean known;

    public AccountFigures(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
        super("hub", "accounts");
        this.jdbc = jdbc;
        this.clock = clock;
        this.meters = meters;
    }

    /** Registers the gauges of the accounts there are; those of later ones come when somebody reads the figures. */
    public void watch() {
        read();
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected synchronized void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        read();
        if (!known) {
            builder.message("the database cannot be reached").unknown();
        } else if (troubles.isEmpty()) {
            builder.up();
        } else {
            String more = troubles.size() > MOST_TOLD ? "; and " + (troubles.size() - MOST_TOLD) + " more" : "";
            builder.message(troubles.values().stream().limit(MOST_TOLD).collect(Collectors.joining("; ")) + more)
                    .down();
        }
    }

    private synchronized double trouble(String key) {
        read();
        return !known ? Double.NaN : troubles.containsKey(key) ? 1 : 0;
    }

    private synchronized void read() {
        Instant now = clock.instant();
        if (!readAt.isBefore(now.minus(KEEP))) {
            return;
        }
        readAt = now;
        List<String[]> accounts = new ArrayList<>();
        Map<String, String> found = new LinkedHashMap<>();
        try {
            jdbc.sql(ACCOUNTS).param(CAUSES.toArray(String[]::new)).query(row -> {
                String channel = row.getString(1);
                String name = row.getString(2);
                accounts.add(new String[] {channel, name});
                if (row.getString(3) != null) {
                    found.put(key(channel, name, row.getString(3)), row.getString(4));
                }
            });
            troubles = found;
            known = true;
            accounts.forEach(one -> CAUSES.forEach(cause -> watch(one[0], one[1], cause)));
        } catch (DataAccessException e) {
            LOG.debug("the accounts' figures cannot be read", e);
            known = false;
        }
    }

    private void watch(String channel, String account, String cause) {
        String key = key(channel, account, cause);
        if (watched.add(key)) {
            Gauge.builder("hub.account.trouble", this, figures -> figures.trouble(key))
                    .description("1 while an account has an open case of this cause, over all hubs")
                    .tags("channel", channel, "account", account, "cause", cause)
                    .register(meters);
        }
    }

    private static String key(String channel, String account, String cause) {
        return channel + '/' + account + '/' + cause;
    }
}
