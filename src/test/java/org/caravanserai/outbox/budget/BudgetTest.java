package org.caravanserai.outbox.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.TimeScale;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private long now = 5_000_000_000_000L;

    private Budget budget(BudgetSpec spec) {
        return Budget.of(spec, TimeScale.REAL, () -> now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aBucketStartsEmptyFillsUpAndHoldsNoMoreThanItsSize() {
        Budget budget = budget(BudgetSpec.bucket("calls", 10, 2));
        assertThat(budget.waitFor(1)).isEqualTo(Duration.ofMillis(500));
        pass(Duration.ofSeconds(60));
        budget.take(10);
        assertThat(budget.waitFor(1)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void pointsAreCorrectedByTheAnswer() {
        Budget budget = budget(BudgetSpec.points("cost", 1000, 50));
        budget.correct(new BudgetReading("cost", 1990L, 2000L, 100.0, null));
        assertThat(budget.waitFor(1990)).isZero();
        budget.take(1990);
        assertThat(budget.waitFor(100)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aCallThatCostsMoreThanTheBudgetHoldsCanStillBeMade() {
        Budget budget = budget(BudgetSpec.points("cost", 100, 10));
        pass(Duration.ofSeconds(10));
        assertThat(budget.waitFor(500)).isZero();
    }

    @Test
    void aBlockedBudgetWaitsAsLongAsTheChannelSaid() {
        Budget bucket = budget(BudgetSpec.bucket("calls", 10, 2));
        pass(Duration.ofSeconds(60));
        bucket.block(Duration.ofSeconds(30));
        assertThat(bucket.waitFor(1)).isEqualTo(Duration.ofSeconds(30));
        Budget day = budget(BudgetSpec.slidingDay("day", 9600));
        pass(Duration.ofDays(1));
        day.block(Duration.ofSeconds(30));
        assertThat(day.waitFor(1)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aWindowIsTakenAsUsedUpAtFirstAndBeginsWithItsFirstCall() {
        Budget budget = budget(BudgetSpec.window("minute", 3, Duration.ofMinutes(1)));
        assertThat(budget.waitFor(1)).isEqualTo(Duration.ofMinutes(1));
        pass(Duration.ofMinutes(5));
        budget.take(1);
        pass(Duration.ofSeconds(40));
        budget.take(2);
        assertThat(budget.waitFor(1)).isEqualTo(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(20));
        assertThat(budget.waitFor(3)).isZero();
    }

    @Test
    void noSpanOfADayHoldsMoreThanTheLimit() {
        Budget budget = budget(BudgetSpec.slidingDay("day", 960));
        assertThat(budget.waitFor(1))
                .as("as if the sender before us had spent it evenly")
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofMinutes(15));
        pass(Duration.ofDays(1));
        budget.take(900);
        pass(Duration.ofHours(20));
        assertThat(budget.waitFor(61)).isBetween(Duration.ofMinutes(225), Duration.ofMinutes(240));
        budget.take(60);
        pass(Duration.ofHours(4));
        assertThat(budget.waitFor(900)).isZero();
        assertThat(budget.waitFor(901)).isPositive();
    }

    @Test
    void theAnswersOfTheChannelCorrectADay() {
        Budget budget = budget(BudgetSpec.slidingDay("day", 10_000));
        budget.correct(BudgetReading.remaining("day", 8_000));
        assertThat(budget.waitFor(8_000)).isZero();
        assertThat(budget.waitFor(8_100)).isPositive();
        budget.correct(BudgetReading.remaining("day", 0));
        assertThat(budget.waitFor(1)).isPositive();
    }

    @Test
    void thePaceSpeedsEveryBudgetUp() {
        Budget bucket = Budget.of(BudgetSpec.bucket("calls", 10, 2), new TimeScale(20), () -> now);
        assertThat(bucket.waitFor(1)).isEqualTo(Duration.ofMillis(25));
        Budget window = Budget.of(BudgetSpec.window("minute", 3, Duration.ofMinutes(1)), new TimeScale(20), () -> now);
        assertThat(window.waitFor(1)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whatACallNeedsIsTheLongestWaitOfItsBudgets() {
        Budgets budgets = new Budgets(
                List.of(BudgetSpec.bucket("fast", 10, 10), BudgetSpec.bucket("slow", 1, 0.5)),
                TimeScale.REAL,
                () -> now);
        assertThat(budgets.waitFor(Map.of("fast", 1L, "slow", 1L), false)).isEqualTo(Duration.ofSeconds(2));
        assertThatThrownBy(() -> budgets.take(Map.of("none", 1L)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none")
                .hasMessageContaining("fast");
    }

    @Test
    void whatAChannelAsksForHoldsReadsBackForMinutesAndTheRestForAnHourAtMost() {
        for (BudgetSpec spec : List.of(
                BudgetSpec.bucket("calls", 10, 2),
                BudgetSpec.window("calls", 60, Duration.ofSeconds(10)),
                BudgetSpec.slidingDay("calls", 96_000))) {
            Budgets budgets = new Budgets(List.of(spec), TimeScale.REAL, () -> now);
            pass(Duration.ofDays(1));
            Map<String, Long> one = Map.of("calls", 1L);
            budgets.block(one.keySet(), Duration.ofHours(24));
            assertThat(budgets.waitFor(one, true)).as(spec.toString()).isEqualTo(Duration.ofMinutes(5));
            assertThat(budgets.waitFor(one, false)).isEqualTo(Duration.ofHours(1));
            budgets.block(one.keySet(), Duration.ofSeconds(1));
            assertThat(budgets.waitFor(one, true)).as("a later word").isEqualTo(Duration.ofMinutes(5));
            assertThat(budgets.waitFor(one, false)).as("a later word").isEqualTo(Duration.ofHours(1));
            pass(Duration.ofMinutes(5));
            assertThat(budgets.waitFor(one, true)).isZero();
            budgets.take(one);
            assertThat(budgets.waitFor(one, true)).as("they flow again").isLessThan(Duration.ofSeconds(1));
            assertThat(budgets.waitFor(one, false)).isEqualTo(Duration.ofMinutes(55));
            budgets.unblock();
            assertThat(budgets.waitFor(one, false)).isLessThan(Duration.ofSeconds(1));
        }
    }

    /** An answer may say anything; a budget goes on giving. */
    @Test
    void anAbsurdAnswerDoesNotSilenceABudget() {
        Budget bucket = budget(BudgetSpec.bucket("calls", 10, 2));
        bucket.correct(new BudgetReading("calls", -1_000_000_000_000L, null, 1e-9, null));
        assertThat(bucket.waitFor(1)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void whatCostsNothingIsHeldBackAsWell() {
        Budgets budgets = new Budgets(List.of(), TimeScale.REAL, () -> now);
        budgets.block(java.util.Set.of(), Duration.ofSeconds(30));
        assertThat(budgets.waitFor(Map.of(), false)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aBudgetThatCannotWorkIsRefusedByName() {
        assertThatThrownBy(() -> BudgetSpec.bucket("calls", 10, 0))
                .hasMessageContaining("budget calls")
                .hasMessageContaining("above 0");
        assertThatThrownBy(() -> BudgetSpec.window("calls", 10, Duration.ZERO)).hasMessageContaining("window");
    }
}
