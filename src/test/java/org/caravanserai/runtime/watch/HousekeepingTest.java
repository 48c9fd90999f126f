package org.caravanserai.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.caravanserai.inbox.InboxRetention;
import org.caravanserai.outbox.source.Attempts;
import org.caravanserai.runtime.instance.EndedInstances;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the routes of 80-watch call. */
class HousekeepingTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final TestClock clock = TestClock.standing();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofManyHubsOneDoesADaysJobAndTheNextDayAgainOne() {
        assertThat(Stream.of(1, 2, 3)
                        .parallel()
                        .map(hub -> new DailyJobs(jdbc, clock, hub))
                        .filter(hub -> hub.claim("forget-deliveries")))
                .hasSize(1);
        assertThat(new DailyJobs(jdbc, clock, 4).claim("forget-dead-hubs"))
                .as("another job")
                .isTrue();
        clock.move(Duration.ofHours(11));
        assertThat(new DailyJobs(jdbc, clock, 5).claim("forget-deliveries")).isFalse();
        clock.move(Duration.ofHours(2));
        assertThat(new DailyJobs(jdbc, clock, 5).claim("forget-deliveries")).isTrue();
    }

    @Test
    void deliveriesOlderThanThirtyDaysAreDeletedHoweverManyThereAre() {
        jdbc.sql("""
                insert into inbox_key (account_id, key_hash, inbox_id, received_at)
                select 1, int8send(n), n, case when n <= 12000 then ?::timestamptz else ?::timestamptz end from generate_series(1, 12010) n""")
                .params(
                        at(Duration.ofDays(30).plusSeconds(1)),
                        at(Duration.ofDays(30).minusSeconds(1)))
                .update();

        assertThat(retention(Set.of()).deleteInboxKeys(30)).isEqualTo(12_000);

        assertThat(jdbc.sql("select count(*) from inbox_key").query(Long.class).single())
                .isEqualTo(10);
    }

    @Test
    void onlyHubsThatEndedLongAgoAndLeftNoNoteAreDeleted() {
        Stream.of(1, 2, 3, 4)
                .forEach(id -> jdbc.sql("insert into hub_instance (id, host, pid, started_at) values (?, 'h', 1, ?)")
                        .params(id, at(Duration.ofDays(id == 4 ? 1 : 20)))
                        .update());
        jdbc.sql("insert into worker_note (worker, owner, ids, at) values ('2:0', 2, '{7}', '2026-11-23')")
                .update();

        assertThat(retention(Set.of(1L)).deleteEndedHubs(7)).isEqualTo(1);

        assertThat(jdbc.sql("select id from hub_instance order by id")
                        .query(Long.class)
                        .list())
                .as("1 lives, 2 left a note, 4 began a day ago")
                .containsExactly(1L, 2L, 4L);
    }

    @Test
    void notesOnOldJobsAreDeleted() {
        jdbc.sql("insert into job_run (job, due, owner) values ('a', ?, 1), ('a', ?, 1)")
                .params(at(Duration.ofDays(31)), at(Duration.ofDays(29)))
                .update();

        assertThat(retention(Set.of()).deleteJobRuns(30)).isEqualTo(1);
    }

    @Test
    void theFiguresTellWhatWaitsAndWhichCasesAreOpenAndAreReadEveryFiveSecondsAtMost() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        caseOf(1, "mapping.unknown_sku", "open");
        caseOf(2, "mapping.unknown_sku", "resolved");
        new HubFigures(jdbc, clock, meters).watch();
        assertThat(meters.get("hub.inbox.depth").gauge().value()).isZero();
        assertThat(meters.get("hub.inbox.oldest").gauge().value()).isZero();
        assertThat(meters.get("hub.cases.open")
                        .tag("code", "mapping.unknown_sku")
                        .gauge()
                        .value())
                .isEqualTo(1);

        jdbc.sql(
                        "insert into inbox (id, account_id, kind, source, lane, body, received_at) values (5, 1, 'order', 'api', 3, '', ?), (6, 1, 'order', 'api', 3, '', ?)")
                .params(at(Duration.ofSeconds(90)), at(Duration.ofSeconds(10)))
                .update();
        jdbc.sql("insert into inbox_todo (id, lane) values (5, 3), (6, 3)").update();
        caseOf(3, "stock.short", "open");
        assertThat(meters.get("hub.inbox.depth").gauge().value())
                .as("read a moment ago")
                .isZero();
        clock.move(Duration.ofSeconds(6));

        assertThat(meters.get("hub.inbox.depth").gauge().value()).isEqualTo(2);
        assertThat(meters.get("hub.inbox.oldest").gauge().value()).isEqualTo(96);
        assertThat(meters.get("hub.cases.open")
                        .tag("code", "stock.short")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void everyKnownCodeIsThereFromTheFirstReadingOnAndHowCasesEndedIsCounted() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        caseOf(1, "stock.short", "resolved");
        caseOf(2, "stock.short", "resolved");
        jdbc.sql("update exception_case set ending = case id when 1 then 'dismissed' else 'cause_gone' end")
                .update();
        new HubFigures(jdbc, clock, meters).watch();
        assertThat(meters.get("hub.cases.open")
                        .tag("code", "intake.killed_worker")
                        .gauge()
                        .value())
                .isZero();
        for (String ending : List.of("cause_gone", "resolved", "dismissed")) {
            assertThat(meters.get("hub.cases.ended")
                            .tag("ending", ending)
                            .functionCounter()
                            .count())
                    .as(ending)
                    .isEqualTo(ending.equals("resolved") ? 0 : 1);
        }
    }

    @Test
    void withoutTheDatabaseTheFiguresAreNoNumbersInsteadOfOldOnes() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        TestDatabase other = TestDatabase.fresh();
        JdbcClient away = JdbcClient.create(other.dataSource());
        away.sql(
                        "insert into exception_case (id, code, scope, summary, first_seen, last_seen) values (1, 'stock.short', 'order', 's', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')")
                .update();
        new HubFigures(away, clock, meters).watch();
        other.close();
        clock.move(Duration.ofSeconds(6));

        assertThat(meters.get("hub.inbox.depth").gauge().value()).isNaN();
        assertThat(meters.get("hub.inbox.unfetched").gauge().value()).isNaN();
        assertThat(meters.get("hub.cases.open").gauges()).allMatch(gauge -> Double.isNaN(gauge.value()));
    }

    private void caseOf(long id, String code, String state) {
        jdbc.sql(
                        "insert into exception_case (id, code, scope, state, summary, first_seen, last_seen) values (?, ?, 'order', ?, 's', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')")
                .params(id, code, state)
                .update();
    }

    private RetentionJobs retention(Set<Long> alive) {
        return new RetentionJobs(
                new InboxRetention(jdbc),
                new Attempts(jdbc),
                new DailyJobs(jdbc, clock, 1),
                new EndedInstances(jdbc, () -> alive),
                clock);
    }

    private OffsetDateTime at(Duration before) {
        return TestClock.START.minus(before).atOffset(ZoneOffset.UTC);
    }
}
