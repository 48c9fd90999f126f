package org.caravanserai.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.base.WorkSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * One worker: claims a batch, lets the route work on it in the same transaction, commits. A batch that fails is halved
 * behind a savepoint until the event that is to blame stands alone; its neighbours go on as if it had not been there.
 *
 * <p>A batch of three costs nearly as much as one of thirty. So stored events wake the first worker alone, and while there
 * are few it takes them from all lanes; when batches grow it keeps to its own lanes and calls the others.
 */
final class InboxWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(InboxWorker.class);
    private static final int MOST_DEATHS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    /** A batch is many events from this part of the largest one on. */
    private static final int MANY = 4;

    private final InboxConsumer consumer;
    private final InboxEndpoint endpoint;
    private final InboxWork work;
    private final WorkerNotes notes;
    private final int number;
    private final WorkSignal signal;
    private boolean many;

    InboxWorker(InboxConsumer consumer, InboxEndpoint endpoint, InboxWork work, int number) {
        this.consumer = consumer;
        this.endpoint = endpoint;
        this.work = work;
        this.number = number;
        this.signal = number == 0 ? work.signal() : consumer.help();
        this.notes = new WorkerNotes(work.dataSource(), work.owner(), work.clock());
    }

    @Override
    public void run() {
        long reaped = System.nanoTime() - Duration.ofMinutes(1).toNanos();
        while (consumer.running()) {
            long seen = signal.count();
            try {
                if (number == 0
                        && System.nanoTime() - reaped > Duration.ofSeconds(5).toNanos()) {
                    notes.reap(work.alive());
                    reaped = System.nanoTime();
                }
                Integer done = consumer.mayWork()
                        ? work.transaction().execute(status -> workOnOneBatch())
                        : Integer.valueOf(0);
                int taken = done == null ? 0 : done;
                if (taken > 0) {
                    work.committed().run();
                }
                many = taken >= Math.max(2, endpoint.getBatchSize() / MANY);
                if (many && number == 0) {
                    consumer.help().wake();
                }
                if (taken == 0 || number > 0 && !many) {
                    signal.await(seen, Duration.ofMillis(endpoint.getPollMillis()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                // nobody else says it; that the database is away needs no trace
                LOG.warn(
                        "inbox worker {} starts its batch anew: {}",
                        number,
                        e.toString(),
                        SqlFailures.endTheTransaction(e) ? null : cause(e));
                pause();
            }
        }
    }

    private void pause() {
        try {
            signal.await(signal.count(), Duration.ofMillis(endpoint.getPollMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int workOnOneBatch() {
        Connection connection = DataSourceUtils.getConnection(work.dataSource());
        try {
            List<InboxEvent> events = number == 0 && !many
                    ? Claim.takeFromAll(
                            connection, endpoint.getBatchSize(), work.clock().instant())
                    : Claim.take(
                            connection,
                            number,
                            endpoint.getWorkers(),
                            endpoint.getBatchSize(),
                            work.clock().instant());
            if (events.isEmpty()) {
                return 0;
            }
            List<InboxEvent> now = suspectsAlone(connection, events);
            notes.write("w" + number, now);
            if (now.get(0).deaths() >= MOST_DEATHS) {
                deadLetter(
                        now.get(0),
                        new KilledWorkerException(now.get(0).id(), now.get(0).deaths()));
            } else {
                work(connection, now);
            }
            consumer.count(now.size(), 0);
            return now.size();
        } catch (SQLException e) {
            throw new IllegalStateException("the inbox cannot be read: " + e.getMessage(), e);
        }
    }

    /** An event whose batch killed a hub is worked on alone, so that it can take nobody with it. */
    private static List<InboxEvent> suspectsAlone(Connection connection, List<InboxEvent> events) throws SQLException {
        List<InboxEvent> suspects =
                events.stream().filter(event -> event.deaths() > 0).limit(1).toList();
        if (suspects.isEmpty() || events.size() == 1) {
            return events;
        }
        Claim.giveBack(
                connection,
                events.stream().filter(event -> event != suspects.get(0)).toList(),
                past());
        return suspects;
    }

    private void work(Connection connection, List<InboxEvent> events) throws SQLException {
        Savepoint before = connection.setSavepoint();
        Exchange exchange = consumer.createExchange(true);
        exchange.setPattern(ExchangePattern.InOnly);
        exchange.getIn().setBody(new InboxBatch(events));
        Exception failure;
        try {
            consumer.getProcessor().process(exchange);
            failure = exchange.getException() != null
                    ? exchange.getException()
                    : unsettled(exchange.getProperty(HubHeaders.CARRIER), events);
        } catch (Exception e) {
            failure = e;
        } finally {
            consumer.releaseExchange(exchange, false);
        }
        if (failure == null) {
            // the savepoint is left to the commit: releasing it would be one more round trip
            return;
        }
        if (SqlFailures.endTheTransaction(failure)) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        connection.rollback(before);
        consumer.count(0, 1);
        LOG.debug("{} events failed", events.size(), failure);
        if (events.size() > 1) {
            LOG.info("batch of {} events failed and is halved: {}", events.size(), failure.toString());
            work(connection, events.subList(0, events.size() / 2));
            work(connection, events.subList(events.size() / 2, events.size()));
        } else {
            failed(connection, events.get(0), failure);
        }
    }

    /** A route that ends without having stored an event must not make it disappear. */
    private static Exception unsettled(Object carrier, List<InboxEvent> events) {
        for (InboxEvent event : events) {
            if (!(carrier instanceof Settled settled && settled.settled(event.id()))) {
                return new IllegalStateException("the route ended without having stored event " + event.id()
                        + ": it carries "
                        + (carrier == null ? "nothing" : carrier.getClass().getSimpleName()));
            }
        }
        return null;
    }

    private void failed(Connection connection, InboxEvent event, Exception failure) throws SQLException {
        int failures = event.failures() + 1;
        LOG.warn(
                "event {} failed, attempt {} of {}",
                event.id(),
                failures,
                endpoint.getAttempts(),
                failures == endpoint.getAttempts() ? failure : null);
        if (failures >= endpoint.getAttempts()) {
            deadLetter(event, failure);
            return;
        }
        new SqlBatch().add("""
                insert into inbox_attempt (id, failures, last_error) values (?, ?, ?)
                on conflict (id) do update set failures = excluded.failures, last_error = excluded.last_error
                """, event.id(), failures, failure.toString()).execute(connection);
        Duration wait = work.timeScale().of(FIRST_PAUSE.multipliedBy(1L << failures));
        Claim.giveBack(
                connection,
                List.of(event),
                OffsetDateTime.ofInstant(work.clock().instant().plus(wait), ZoneOffset.UTC));
    }

    private void deadLetter(InboxEvent event, Exception failure) {
        Exchange exchange = consumer.producer().request(endpoint.getDeadLetter(), one -> {
            one.getIn().setBody(event);
            one.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        });
        if (exchange.getException() != null) {
            Throwable cause = exchange.getException() instanceof CamelExecutionException
                    ? cause(exchange.getException())
                    : exchange.getException();
            throw new IllegalStateException("event " + event.id() + " could not become a case: " + cause, cause);
        }
    }

    private static Throwable cause(Exception e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private static OffsetDateTime past() {
        return OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    }
}
