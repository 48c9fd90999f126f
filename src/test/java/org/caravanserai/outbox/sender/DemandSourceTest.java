package org.caravanserai.outbox.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Repeat;
import org.caravanserai.outbox.SubscriptionWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Works on whole accounts that somebody asks for: done by the account's sender, tried again, and a case in the end. */
class DemandSourceTest {

    private Hubs hubs;
    private int account;

    @BeforeEach
    void anAccount() {
        hubs = new Hubs();
        hubs.operations.put(
                "subscriptions",
                new OperationSpec(
                        "subscriptions", Repeat.KEY, Duration.ofSeconds(60), java.util.Map.of(), false, false, 3));
        account = hubs.account("woocommerce", "tea");
    }

    @AfterEach
    void stop() throws InterruptedException {
        hubs.close();
    }

    @Test
    void aLookAtTheSubscriptionsIsDoneOncePerRequest() {
        Recorder route = Recorder.answering("subscriptions", work -> Outcome.ok());
        Hubs.Hub hub = hubs.hub(1).serve(route).start();
        hub.senders.reconcileSubscriptions(account);
        await().atMost(Duration.ofSeconds(20)).until(() -> route.seen.size() == 1);
        assertThat(route.seen.get(0)).isInstanceOfSatisfying(SubscriptionWork.class, work -> {
            assertThat(work.account().name()).isEqualTo("tea");
            assertThat(work.attempt()).isEqualTo(1);
        });
        hub.senders.reconcileSubscriptions(account);
        await().atMost(Duration.ofSeconds(20)).until(() -> route.seen.size() == 2);
        assertThat(hubs.cases).isEmpty();
    }

    @Test
    void oneThatFailsIsTriedAgainAndThenAPersonIsTold() {
        Recorder route =
                Recorder.answering("subscriptions", work -> Outcome.retry("the channel cannot be reached", null));
        hubs.hub(1).serve(route).start().senders.reconcileSubscriptions(account);
        await().atMost(Duration.ofSeconds(60)).until(() -> !hubs.cases.isEmpty());
        assertThat(route.seen).extracting(work -> work.attempt()).containsExactly(1, 2, 3);
        assertThat(hubs.cases.get(0).code()).startsWith("subscriptions.");
        assertThat(hubs.cases.get(0).summary())
                .startsWith(
                        "woocommerce account tea does not let us reconcile its webhooks: the channel cannot be reached");
        assertThat(hubs.cases.get(0).subject()).isEqualTo("subscriptions");
        await().untilAsserted(() -> assertThat(attempts()).containsExactly("1 retry", "2 retry", "3 retry"));
        assertThat(hubs.over).isEmpty();
    }

    /** What went wrong and what followed are kept; what works at once leaves nothing. */
    @Test
    void whenItWorksAgainItsCaseIsOverAndItsAttemptsAreKept() {
        Recorder route = new Recorder(
                "subscriptions",
                "",
                (work, call) -> new CallResult(
                        work.attempt() == 1 ? Outcome.retry("busy", null) : Outcome.ok(),
                        java.util.Set.of(),
                        null,
                        java.util.List.of(),
                        "GET /webhooks.json",
                        work.attempt() == 1 ? 503 : 200));
        Hubs.Hub hub = hubs.hub(1).serve(route).start();
        hub.senders.reconcileSubscriptions(account);
        await().atMost(Duration.ofSeconds(20)).until(() -> hubs.over.contains(account + " subscriptions"));
        await().untilAsserted(() -> assertThat(attempts()).containsExactly("1 retry", "2 ok"));
        assertThat(hubs.sql
                        .sql("select call || ' ' || status || ' ' || answer from attempt order by id limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("GET /webhooks.json 503 busy");
    }

    /** An account that does not list its orders is a case after minutes, not after hours of attempts. */
    @Test
    void pollsThatFailForMinutesAreACaseWhileTheyAreTriedAgain() {
        java.util.concurrent.atomic.AtomicBoolean works = new java.util.concurrent.atomic.AtomicBoolean();
        Recorder route = Recorder.answering(
                "poll", work -> works.get() ? Outcome.ok() : Outcome.retry("the channel cannot be reached", null));
        hubs.pace = new org.caravanserai.base.TimeScale(600);
        hubs.operations.put(
                "list",
                new OperationSpec("list", Repeat.KEY, Duration.ofSeconds(60), java.util.Map.of(), false, false, 2500));
        hubs.hub(1).serve(route).start().senders.polls().poll(account);
        await().atMost(Duration.ofSeconds(20)).until(() -> !hubs.cases.isEmpty());
        assertThat(hubs.cases.get(0).code()).isEqualTo("poll.failing");
        assertThat(hubs.cases.get(0).subject()).isEqualTo("poll");
        assertThat(hubs.cases.get(0).summary())
                .isEqualTo("woocommerce account tea does not list its orders: the channel cannot be reached");
        works.set(true);
        await().atMost(Duration.ofSeconds(20)).until(() -> hubs.over.contains(account + " poll"));
    }

    private List<String> attempts() {
        return hubs.sql
                .sql(
                        "select number || ' ' || outcome from attempt where reference = 'subscriptions' and account_id = ? order by id")
                .param(account)
                .query(String.class)
                .list();
    }
}
