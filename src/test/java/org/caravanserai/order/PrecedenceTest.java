package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.caravanserai.order.Precedence.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of two statements holds; times in seconds around the moment at which the second one came in. */
class PrecedenceTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final Precedence precedence = new Precedence(Duration.ofMinutes(5));

    private static StatementTime time(long version, String by, long readAt) {
        return new StatementTime(NOW.plusSeconds(version), by.equals("ours"), NOW.plusSeconds(readAt));
    }

    @ParameterizedTest(name = "known {0} by {1}, stated {2} by {3}, {4}: {5}")
    @CsvSource({
        // channel against channel: the numbers decide, whoever was asked
        "-100, channel, -50, channel, push, TAKE",
        "-100, channel, -150, channel, push, ASK",
        "-100, channel, -150, channel, fetch, DOUBT",
        "-100, channel, -100, channel, push, ASK",
        "-100, channel, -100, channel, alone, TAKE",
        "-100, channel, -100, channel, fetch, TAKE",
        // within five minutes of a time of ours nothing is compared
        "-100, ours, -399, channel, push, ASK",
        "-100, ours, 199, channel, push, ASK",
        "-100, ours, -399, channel, fetch, TAKE",
        "-100, ours, -399, channel, alone, TAKE",
        "-100, ours, -401, channel, push, ASK",
        "-100, ours, -401, channel, fetch, DOUBT",
        "-500, ours, -100, channel, push, TAKE",
        "-100, channel, -399, ours, fetch, TAKE",
        "100, channel, -100, ours, fetch, TAKE",
        // what lies in the future says nothing
        "600, channel, -50, channel, push, ASK",
        "600, channel, -50, channel, fetch, TAKE",
        "600, channel, -50, channel, alone, TAKE",
        "600, ours, -50, channel, push, ASK",
        // read after what is known, and older by its own clock: the clock was ahead, or a copy is old
        "-30, channel, -50, channel, push, ASK",
        "-30, channel, -50, channel, alone, STALE",
        "-30, channel, -50, channel, fetch, ASK_LATER",
        "-60, channel, -90, channel, fetch, DOUBT"
    })
    void versionsAreComparedOnlyWhereBothCanBeBelieved(
            long known, String knownBy, long stated, String statedBy, String how, Verdict verdict) {
        assertThat(precedence.judge(
                        time(known, knownBy, Math.min(known, 0)),
                        time(stated, statedBy, 0),
                        false,
                        NOW,
                        how.equals("fetch"),
                        how.equals("push"),
                        SETTLE))
                .isEqualTo(verdict);
    }

    @Test
    void whatWasReadEarlierDoesNotHoldAgainstWhatWasReadLater() {
        assertThat(precedence.judge(
                        time(-100, "ours", -100), time(-90, "channel", -101), false, NOW, true, false, SETTLE))
                .isEqualTo(Verdict.STALE);
        assertThat(precedence.judge(
                        time(-90, "channel", -60), time(-90, "channel", -61), false, NOW, true, false, SETTLE))
                .isEqualTo(Verdict.STALE);
    }

    @Test
    void aReadThatOnceLayInTheFutureKeepsNothingOut() {
        assertThat(precedence.judge(time(900, "ours", 900), time(-1, "channel", -1), false, NOW, true, false, SETTLE))
                .isEqualTo(Verdict.TAKE);
    }

    @Test
    void theSameSaidOnceMoreIsNotAskedFor() {
        assertThat(precedence.judge(time(-10, "ours", -10), time(-20, "channel", -20), true, NOW, false, true, SETTLE))
                .isEqualTo(Verdict.SAME);
    }

    @Test
    void aTimeIsAheadOnlyBeyondWhatClocksMayDiffer() {
        assertThat(precedence.isAhead(NOW.plusSeconds(300), NOW)).isFalse();
        assertThat(precedence.isAhead(NOW.plusSeconds(301), NOW)).isTrue();
        assertThat(precedence.isAhead(null, NOW)).isFalse();
    }
}
