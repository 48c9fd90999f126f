package org.caravanserai.outbox.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.caravanserai.base.NewCase;
import org.caravanserai.base.TimeScale;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Repeat;
import org.caravanserai.outbox.budget.BudgetSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a channel's "wait" does to an account; an hour is a second and a half. */
class BlockedAccountsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicBoolean throttles = new AtomicBoolean(true);
    private Hubs hubs;
    private int account;

    @BeforeEach
    void start() {
        hubs = new Hubs();
        hubs.pace = new TimeScale(2400);
        hubs.budgets.add(BudgetSpec.window("rest", 600, Duration.ofSeconds(10)));
        for (String operation : List.of("cancel", "list")) {
            hubs.operations.put(
                    operation,
                    new OperationSpec(
                            operation, Repeat.KEY, Duration.ofSeconds(60), Map.of("rest", 1L), false, false, 25));
        }
        account = hubs.account("woocommerce", "lab");
    }

    @AfterEach
    void stop() throws InterruptedException {
        hubs.close();
    }

    private static CallResult answered(Outcome outcome, int status) {
        return new CallResult(outcome, Set.of(), null, List.of(), "GET /orders", status);
    }

    private Recorder writes(Duration asked) {
        return new Recorder(
                "status",
                "",
                (work, permit) -> throttles.get()
                        ? answered(Outcome.throttled("too many calls (429)", asked), 429)
                        : answered(Outcome.ok(), 200));
    }

    @Test
    void oneAnswerThatAsksForADayIsACaseAtOnceAndOrdersAreAskedForAllTheSame() {
        Recorder polls = new Recorder("poll", "", (work, permit) -> answered(Outcome.ok(), 200));
        Recorder writes = writes(Duration.ofHours(24));
        long told = hubs.status(account, "cancel", 7L, null, null);
        Hubs.Hub hub = hubs.hub(1).serve(polls).serve(writes).start();
        await().atMost(LONG).until(() -> !hubs.cases.isEmpty());
        NewCase opened = hubs.cases.get(0);
        assertThat(opened.code()).isEqualTo("account.blocked");
        assertThat(opened.subject()).isEqualTo("blocked");
        assertThat(opened.summary())
                .startsWith(
                        "woocommerce account lab keeps us waiting: too many calls (429), it asks for 24 hours; orders are asked for every 5 minutes");
        int over = hubs.over.size();

        throttles.set(false);
        hub.senders.polls().poll(account);
        await().atMost(LONG).until(() -> !polls.seen.isEmpty());
        await().atMost(LONG).until(() -> hubs.state(told).equals("sent"));
        assertThat(writes.seen).as("not before the hour was over").hasSize(2);
        assertThat(hubs.attempts(told)).as("the wait is not counted").isEqualTo(1);
        await().atMost(LONG).until(() -> hubs.over.size() > over);
        assertThat(hubs.over).contains(account + " blocked");
    }

    /** Each time in a row the pause doubles; after a quarter of an hour of it people are told. */
    @Test
    void oneThatRefusesAllCallsWithoutAWordIsACaseWhenItLasts() {
        Recorder writes = writes(null);
        hubs.status(account, "cancel", 7L, null, null);
        hubs.hub(1).serve(writes).start();
        await().atMost(LONG).until(() -> !hubs.cases.isEmpty());
        assertThat(writes.seen.size()).as("calls until then").isBetween(5, 12);
        assertThat(hubs.cases.get(0).summary()).contains("it does not say how long");
        throttles.set(false);
        await().atMost(LONG).until(() -> hubs.over.contains(account + " blocked"));
    }

    @Test
    void aShortWaitIsNoCase() {
        Recorder writes = writes(Duration.ofMinutes(10));
        long told = hubs.status(account, "cancel", 7L, null, null);
        hubs.hub(1).serve(writes).start();
        await().atMost(LONG).until(() -> !writes.seen.isEmpty());
        throttles.set(false);
        await().atMost(LONG).until(() -> hubs.state(told).equals("sent"));
        assertThat(hubs.cases).isEmpty();
    }

    @Test
    void anAccountThatIsReachedInAnotherWayIsAskedAnewWithinSeconds() {
        Recorder polls = new Recorder(
                "poll",
                "",
                (work, permit) -> throttles.get()
                        ? answered(
                                Outcome.retry("the channel refuses our credentials (401)", Duration.ofHours(10_000)),
                                401)
                        : answered(Outcome.ok(), 200));
        hubs.pace = new TimeScale(1);
        Hubs.Hub hub = hubs.hub(1).serve(polls).start();
        hub.senders.polls().poll(account);
        await().atMost(LONG).until(() -> polls.seen.size() == 1);
        throttles.set(false);
        hubs.sql
                .sql("update account set secret_ref = 'mended' where id = ?")
                .param(account)
                .update();
        await().atMost(LONG).until(() -> polls.seen.size() == 2);
        assertThat(polls.seen.get(1).attempt()).isEqualTo(1);
    }
}
