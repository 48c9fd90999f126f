package org.caravanserai.runtime.watch;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.cases.CaseCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What waits in the inbox, which cases are open, how many orders are held and which listings are not told, over all hubs. Asked for when somebody reads the metrics, and then at
 * most every five seconds; not a number while the database is away.
 */
public final class HubFigures {

    private static final Logger LOG = LoggerFactory.getLogger(HubFigures.class);
    private static final Duration KEEP = Duration.ofSeconds(5);
    private static final String INBOX = """
            select (select count(*) from inbox_todo) as depth, (select count(*) from inbox_fetch) as unfetched,
                   (select i.received_at from inbox_todo q join inbox i on i.id = q.id where q.due <= ? order by q.id limit 1) as oldest""";
    private static final String RECOVERING = "select count(*) from account_recovery where ended_at is null";
    private static final String CASES =
            "select code, count(*) from exception_case where state <> 'resolved' group by code";
    private static final String ENDED =
            "select ending, count(*) from exception_case where ending is not null group by ending";
    private static final List<String> ENDINGS = List.of("cause_gone", "resolved", "dismissed");
    private static final String HELD =
            "select cause, count(distinct order_id) from hold where released_at is null group by cause";

    private static final String UNTOLD = """
            select count(*) filter (where not counted) as not_counted, count(*) filter (where counted and not confirmed) as not_confirmed
              from (select a.stock_confirmed_at is not null as confirmed,
                           exists (select from stock s where s.sku = l.sku and s.counted_at is not null) as counted
                      from listing l join account a on a.id = l.account_id where l.believed is null and a.mode = 'live') l""";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Set<String> watched = new HashSet<>();
    private final Set<String> watchedHolds = new HashSet<>();
    private Instant readAt = Instant.MIN;
    private double depth = Double.NaN;
    private double unfetched = Double.NaN;
    private double oldest = Double.NaN;
    private double recovering = Double.NaN;
    private Map<String, Long> cases = Map.of();
    private Map<String, Long> held = Map.of();
    private Map<String, Long> ended = Map.of();
    private Map<String, Long> untold = Map.of();
    private boolean known;

    public HubFigures(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.meters = meters;
    }

    /** Registers the meters: those of the case codes that are known, and of the others with their first case. */
    public void watch() {
        Gauge.builder("hub.inbox.depth", this, HubFigures::depth)
                .description("Events that wait to be worked on, over all hubs")
                .register(meters);
        Gauge.builder("hub.inbox.unfetched", this, HubFigures::unfetched)
                .description("Events whose order has yet to be asked for, over all hubs")
                .register(meters);
        Gauge.builder("hub.inbox.oldest", this, HubFigures::oldestSeconds)
                .description("Age of the oldest event that is due")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("hub.accounts.recovering", this, HubFigures::recovering)
                .description("Accounts that are looked through again because somebody asked for it")
                .register(meters);
        CaseCode.all().stream().filter(code -> !code.isPattern()).forEach(code -> watch(code.code()));
        ENDINGS.forEach(ending -> FunctionCounter.builder("hub.cases.ended", this, figures -> figures.ended(ending))
                .description("Exception cases that are over, by how they ended, over all hubs")
                .tag("ending", ending)
                .register(meters));
        for (String reason : new String[] {"not_counted", "not_confirmed"}) {
            Gauge.builder("hub.listings.untold", this, figures -> figures.untold(reason))
                    .description("Listings of live accounts whose quantity is not told, over all hubs")
                    .tag("reason", reason)
                    .register(meters);
        }
        read();
    }

    private synchronized double untold(String reason) {
        read();
        return known ? untold.getOrDefault(reason, 0L) : Double.NaN;
    }

    private synchronized double depth() {
        read();
        return depth;
    }

    private synchronized double unfetched() {
        read();
        return unfetched;
    }

    private synchronized double oldestSeconds() {
        read();
        return oldest;
    }

    private synchronized double recovering() {
        read();
        return recovering;
    }

    private synchronized double open(String code) {
        read();
        return known ? cases.getOrDefault(code, 0L) : Double.NaN;
    }

    private synchronized double ended(String ending) {
        read();
        return known ? ended.getOrDefault(ending, 0L) : Double.NaN;
    }

    private synchronized double held(String cause) {
        read();
        return known ? held.getOrDefault(cause, 0L) : Double.NaN;
    }

    private synchronized void read() {
        Instant now = clock.instant();
        if (!readAt.isBefore(now.minus(KEEP))) {
            return;
        }
        readAt = now;
        try {
            jdbc.sql(INBOX).param(now.atOffset(ZoneOffset.UTC)).query(row -> {
                depth = row.getLong("depth");
                unfetched = row.getLong("unfetched");
                OffsetDateTime first = row.getObject("oldest", OffsetDateTime.class);
                oldest = first == null
                        ? 0
                        : Math.max(0, Duration.between(first.toInstant(), now).toMillis()) / 1000.0;
            });
            Map<String, Long> open = counts(CASES);
            cases = open;
            Map<String, Long> waiting = counts(HELD);
            held = waiting;
            ended = counts(ENDED);
            recovering = jdbc.sql(RECOVERING).query(Long.class).single();
            jdbc.sql(UNTOLD).query(row -> {
                untold = Map.of("not_counted", row.getLong(1), "not_confirmed", row.getLong(2));
            });
            known = true;
            open.keySet().forEach(this::watch);
            waiting.keySet().forEach(this::watchHeld);
        } catch (DataAccessException e) {
            LOG.debug("the figures cannot be read", e);
            depth = Double.NaN;
            unfetched = Double.NaN;
            oldest = Double.NaN;
            recovering = Double.NaN;
            known = false;
        }
    }

    private Map<String, Long> counts(String sql) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql(sql).query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }

    private void watch(String code) {
        if (watched.add(code)) {
            Gauge.builder("hub.cases.open", this, figures -> figures.open(code))
                    .description("Exception cases that are not resolved, over all hubs")
                    .tag("code", code)
                    .register(meters);
        }
    }

    private void watchHeld(String cause) {
        if (watchedHolds.add(cause)) {
            Gauge.builder("hub.orders.held", this, figures -> figures.held(cause))
                    .description("Orders that a hold keeps from going on, over all hubs")
                    .tag("cause", cause)
                    .register(meters);
        }
    }
}
