package org.caravanserai.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two hubs' workers on one queue, while events are stored and batches are rolled back. */
class ClaimTest {

    private static final int EVENTS = 3_000;
    private static final int KEYS = 100;
    private static final Instant NOW = TestClock.START;

    private final TestDatabase database = TestDatabase.fresh();
    private final InboxStatement statement = new InboxStatement(database.dataSource());
    private final ConcurrentHashMap<String, Integer> inHand = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Integer> handled = new ConcurrentHashMap<>();
    private final AtomicInteger overlaps = new AtomicInteger();

    @AfterEach
    void close() {
        database.close();
    }

    private static InboxRow row(int number) {
        NewEvent event = new NewEvent(
                1,
                EventKind.ORDER,
                EventSource.WEBHOOK,
                "",
                "canonical",
                "key-" + number % KEYS,
                ("event-" + number).getBytes(StandardCharsets.UTF_8),
                Map.of(),
                new byte[] {1},
                false,
                null);
        return InboxRow.of(number + 1, event, event.body(), null, NOW);
    }

    private Void write(int first) throws SQLException {
        Random random = new Random(first);
        List<Integer> mine = new ArrayList<>();
        for (int number = first; number < EVENTS; number += 2) {
            mine.add(number);
        }
        while (!mine.isEmpty()) {
            List<Integer> some = mine.subList(0, Math.min(mine.size(), 1 + random.nextInt(20)));
            statement.insert(some.stream().map(ClaimTest::row).toList());
            some.clear();
        }
        return null;
    }

    /** Even workers are their hub's first: they take from all lanes while there is little to do. */
    private Void work(int worker) throws SQLException {
        Random random = new Random(worker);
        boolean many = false;
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            while (handled.size() < EVENTS) {
                List<InboxEvent> events = worker % 2 == 0 && !many
                        ? Claim.takeFromAll(connection, 50, NOW)
                        : Claim.take(connection, worker % 2, 2, 50, NOW);
                many = events.size() > 10;
                take(worker, events);
                if (random.nextInt(20) == 0) {
                    letGo(events);
                    connection.rollback();
                } else {
                    events.forEach(event -> handled.merge(event.id(), 1, Integer::sum));
                    letGo(events);
                    connection.commit();
                }
            }
        }
        return null;
    }

    private void take(int worker, List<InboxEvent> events) {
        for (String key : events.stream().map(InboxEvent::orderKey).collect(Collectors.toSet())) {
            if (inHand.putIfAbsent(key, worker) != null) {
                overlaps.incrementAndGet();
            }
        }
        assertThat(events).extracting(InboxEvent::id).isSorted();
        Thread.yield();
    }

    private void letGo(List<InboxEvent> events) {
        events.forEach(event -> inHand.remove(event.orderKey()));
    }

    @Test
    void eventsOfOneOrderAreNeverInTwoHandsAndEachIsTakenOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int first = i;
            all.add(threads.submit((Callable<Void>) () -> write(first)));
        }
        for (int i = 0; i < 4; i++) {
            int worker = i;
            all.add(threads.submit((Callable<Void>) () -> work(worker)));
        }
        for (Future<Void> one : all) {
            one.get();
        }
        threads.shutdown();
        assertThat(overlaps).hasValue(0);
        assertThat(handled)
                .hasSize(EVENTS)
                .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void anEventThatIsNotDueYetWaits() throws SQLException {
        statement.insert(List.of(row(1), row(2)));
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            List<InboxEvent> both = Claim.takeFromAll(connection, 10, NOW);
            Claim.giveBack(connection, both.subList(0, 1), NOW.plusSeconds(1).atOffset(ZoneOffset.UTC));
            Claim.giveBack(connection, both.subList(1, 2), NOW.atOffset(ZoneOffset.UTC));
            connection.commit();
            assertThat(Claim.takeFromAll(connection, 10, NOW))
                    .extracting(InboxEvent::id)
                    .containsExactly(3L);
            assertThat(Claim.takeFromAll(connection, 10, NOW.plusSeconds(1)))
                    .extracting(InboxEvent::id)
                    .containsExactly(2L);
        }
    }
}
