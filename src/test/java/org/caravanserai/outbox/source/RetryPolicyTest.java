package org.caravanserai.outbox.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.caravanserai.base.TimeScale;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.PollWork;
import org.caravanserai.outbox.Repeat;
import org.caravanserai.outbox.WorkAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 4;

    private final RetryPolicy policy =
            new RetryPolicy(new Backoff(TimeScale.REAL, new Random(7)), Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest(name = "{0} with repeat {1} at attempt {2}: {3} {4}")
    @CsvSource({
        // outcome, repeat, attempt, step, cause, counted
        "OK,        KEY,    1, DONE,  '',              true",
        "OK,        NEVER,  1, DONE,  '',              true",
        "ALREADY,   LOOKUP, 4, DONE,  '',              true",
        "WAIT,      LOOKUP, 1, RETRY, '',              true",
        "WAIT,      NEVER,  1, RETRY, '',              true",
        "WAIT,      LOOKUP, 4, CASE,  not_ready,       true",
        "RETRY,     KEY,    1, RETRY, '',              true",
        "RETRY,     NEVER,  1, RETRY, '',              true",
        "RETRY,     KEY,    4, CASE,  gave_up,         true",
        "STALE,     KEY,    1, RETRY, '',              true",
        "STALE,     KEY,    4, CASE,  gave_up,         true",
        "THROTTLED, KEY,    1, RETRY, '',              false",
        "THROTTLED, NEVER,  9, RETRY, '',              false",
        "REJECT,    KEY,    1, CASE,  rejected,        true",
        "REJECT,    LOOKUP, 1, CASE,  rejected,        true",
        "UNKNOWN,   KEY,    1, RETRY, '',              true",
        "UNKNOWN,   LOOKUP, 1, RETRY, '',              true",
        "UNKNOWN,   NEVER,  1, CASE,  outcome_unknown, true",
        "UNKNOWN,   KEY,    4, CASE,  outcome_unknown, true",
        "UNKNOWN,   LOOKUP, 4, CASE,  outcome_unknown, true",
    })
    void everyOutcomeHasItsConsequence(
            Outcome.Kind kind,
            Repeat repeat,
            int attempt,
            RetryDecision.FollowUp followUp,
            String cause,
            boolean counted) {
        RetryDecision decision = policy.decide(new Outcome(kind, "", null), operation(repeat), attempt, NOW);

        assertThat(decision.followUp()).isEqualTo(followUp);
        assertThat(decision.cause()).isEqualTo(cause);
        assertThat(decision.counted()).isEqualTo(counted);
        assertThat(decision.at() != null).isEqualTo(followUp == RetryDecision.FollowUp.RETRY);
    }

    @Test
    void aLookupWaitsUntilTheOtherSideHasSettledAndAKeyDoesNot() {
        assertThat(policy.decide(Outcome.unknown(""), operation(Repeat.LOOKUP), 1, NOW)
                        .at())
                .isEqualTo(NOW.plus(SETTLE));
        assertThat(policy.decide(Outcome.unknown(""), operation(Repeat.KEY), 1, NOW)
                        .at())
                .isBefore(NOW.plusSeconds(1));
    }

    @Test
    void whatTheOtherSideAskedForIsTheLeast() {
        Outcome asked = Outcome.throttled("", Duration.ofSeconds(30));
        for (int i = 0; i < 50; i++) {
            assertThat(policy.decide(asked, operation(Repeat.KEY), 1, NOW).at())
                    .isBetween(NOW.plusSeconds(30), NOW.plusSeconds(31));
        }
    }

    /** In the demo the other side is as much faster as the hub. */
    @Test
    void whatTheOtherSideAskedForGoesAtTheHubsPaceToo() {
        RetryPolicy fast =
                new RetryPolicy(new Backoff(new TimeScale(10), new Random(7)), Clock.fixed(NOW, ZoneOffset.UTC));
        for (Outcome.Kind kind :
                new Outcome.Kind[] {Outcome.Kind.THROTTLED, Outcome.Kind.RETRY, Outcome.Kind.WAIT, Outcome.Kind.UNKNOWN
                }) {
            assertThat(fast.decide(new Outcome(kind, "", Duration.ofSeconds(30)), operation(Repeat.KEY), 1, NOW)
                            .at())
                    .as(kind.name())
                    .isBetween(NOW.plusSeconds(3), NOW.plusMillis(3_500));
        }
    }

    @Test
    void waitsAreSpreadOverTheWholeSpanAndBounded() {
        Backoff backoff = new Backoff(TimeScale.REAL, new Random(3));
        double mean = 0;
        for (int i = 0; i < 2000; i++) {
            Duration wait = backoff.after(4, Backoff.BASE, null);
            assertThat(wait).isBetween(Duration.ZERO, Duration.ofSeconds(8));
            mean += wait.toMillis() / 2000.0;
        }
        assertThat(mean).isBetween(3700.0, 4300.0);
        assertThat(backoff.after(60, Backoff.BASE, null)).isLessThanOrEqualTo(Backoff.CAP);
    }

    @Test
    void thePaceShortensEveryWait() {
        RetryPolicy fast =
                new RetryPolicy(new Backoff(new TimeScale(60), new Random(7)), Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(fast.decide(Outcome.unknown(""), operation(Repeat.LOOKUP), 1, NOW)
                        .at())
                .isEqualTo(NOW.plusSeconds(1));
    }

    private static OperationSpec operation(Repeat repeat) {
        return new OperationSpec("shipment", repeat, SETTLE, Map.of(), false, false, ATTEMPTS);
    }

    @Test
    void thePauseBeforeACallThatIsPutOffGrowsWithEachTimeAndIsBounded() {
        CompletedCall call = new CompletedCall(
                new PollWork(new WorkAccount(1, "shopify", "one"), 1),
                null,
                operation(Repeat.KEY),
                CallResult.of(Outcome.throttled("", null)),
                NOW);
        assertThat(longest(call, 0)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(longest(call, 5)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(32));
        assertThat(longest(call, 1000)).isBetween(Duration.ofMinutes(2), Backoff.CAP);
        assertThat(policy.decide(call, new Throttling(5, NOW)).attempts(1)).isZero();
    }

    private Duration longest(CompletedCall call, int times) {
        return IntStream.range(0, 50)
                .mapToObj(i -> policy.decide(call, new Throttling(times, NOW)).at())
                .map(at -> Duration.between(NOW, at))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
