package org.caravanserai.intake.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.intake.pull.QueueTroubles.Use;
import org.caravanserai.testing.RecordedCases;
import org.junit.jupiter.api.Test;

/** How a queue that fails is left alone, and when people are told. */
class QueueTroublesTest {

    private final RecordedCases cases = new RecordedCases();
    private long now = 7_000_000_000_000L;
    private final QueueTroubles troubles = new QueueTroubles(cases, TimeScale.REAL, () -> now);
    private final Account mugs = FixedAccounts.account(1, "amazon", "mugs", "https://a.example", Map.of());
    private final Account mended =
            FixedAccounts.account(1, "amazon", "mugs", "https://a.example", Map.of("region", "eu"));

    private void fails(boolean refused) {
        troubles.failed(mugs, Use.READ, new UnreadableQueueException("no", refused, null));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void thePauseGrowsToSecondsAndAChangedAccountIsLookedAtAtOnce() {
        assertThat(troubles.rests(mugs)).isFalse();
        for (int i = 0; i < 50; i++) {
            fails(true);
        }
        assertThat(troubles.rests(mugs)).isTrue();
        assertThat(troubles.rests(mended)).isFalse();
        pass(Duration.ofSeconds(9));
        assertThat(troubles.rests(mugs)).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(troubles.rests(mugs)).isFalse();
    }

    @Test
    void whatDoesNotAnswerIsACaseAfterAMinute() {
        fails(false);
        pass(Duration.ofSeconds(59));
        fails(false);
        assertThat(cases.opened).isEmpty();
        pass(Duration.ofSeconds(1));
        fails(false);
        assertThat(cases.opened).hasSize(1);
        troubles.works(mugs, Use.READ);
        fails(false);
        assertThat(cases.opened).as("a new minute").hasSize(1);
    }

    @Test
    void theCaseOfAQueueThatIsNotAskedForAnyMoreEnds() {
        fails(true);
        troubles.onlyOf(List.of(), "other");
        troubles.onlyOf(List.of(mended), "amazon");
        assertThat(cases.over).isEmpty();
        troubles.onlyOf(List.of(), "amazon");
        assertThat(cases.over).containsExactly("1 queue");
        troubles.onlyOf(List.of(), "amazon");
        assertThat(cases.over).hasSize(1);
    }

    /** A hub that was stopped cannot know what the one before it opened. */
    @Test
    void theFirstTimeItWorksEndsWhatSomebodyElseOpened() {
        troubles.works(mugs, Use.READ);
        troubles.works(mugs, Use.READ);
        assertThat(cases.over).containsExactly("1 queue");
    }
}
