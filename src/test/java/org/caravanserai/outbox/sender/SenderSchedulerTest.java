package org.caravanserai.outbox.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Repeat;
import org.caravanserai.outbox.budget.BudgetSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SenderSchedulerTest {

    private final Hubs hubs = new Hubs();

    @AfterEach
    void stop() throws InterruptedException {
        hubs.close();
    }

    @Test
    void whatIsAcceptedIsSentOnce() {
        int account = hubs.account("shopify", "one");
        long id = hubs.status(account, "shipment", 1L, null, null);
        Recorder route = Recorder.answering("status", work -> Outcome.ok());
        hubs.hub(1).serve(route).start();

        await().untilAsserted(() -> assertThat(hubs.state(id)).isEqualTo("sent"));
        assertThat(route.rows()).containsExactly(id);
        OutboxRow row = (OutboxRow) route.seen.get(0);
        assertThat(row.account().channel()).isEqualTo("shopify");
        assertThat(row.attempt()).isEqualTo(1);
        assertThat(hubs.audit).extracting(entry -> entry.action()).containsExactly("status.told");
    }

    @Test
    void theEarliestDeadlineGoesFirstAndWhatIsLateGoesAfterByItsSecondDeadline() {
        hubs.concurrency = 1;
        int account = hubs.account("amazon", "one");
        Instant now = Instant.now();
        long none = hubs.status(account, "cancel", 1L, null, null);
        long later = hubs.status(account, "cancel", 2L, now.plusSeconds(7200), null);
        long lateSecondLater = hubs.status(account, "cancel", 3L, now.minusSeconds(60), now.plusSeconds(9000));
        long lateSecondSooner = hubs.status(account, "cancel", 4L, now.minusSeconds(30), now.plusSeconds(5000));
        long soon = hubs.status(account, "cancel", 5L, now.plusSeconds(3600), null);
        Recorder route = Recorder.answering("status", work -> Outcome.ok());
        hubs.hub(1).serve(route).start();

        await().untilAsserted(() -> assertThat(route.seen).hasSize(5));
        assertThat(route.rows()).containsExactly(soon, later, lateSecondSooner, lateSecondLater, none);
    }

    @Test
    void rowsOfOneOrderGoOneAfterTheOtherInTheirOrder() {
        int account = hubs.account("shopify", "one");
        Instant now = Instant.now();
        long first = hubs.status(account, "cancel", 7L, now.plusSeconds(9000), null);
        hubs.ids.set(500); // another hub writes the second: its ids are lower
        long second = hubs.status(account, "cancel", 7L, now.plusSeconds(60), null);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Recorder route = Recorder.answering("status", work -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            boolean again = ((OutboxRow) work).id() == first && work.attempt() == 1;
            running.decrementAndGet();
            return again ? Outcome.retry("busy", null) : Outcome.ok();
        });
        hubs.hub(1).serve(route).start();

        await().untilAsserted(() -> assertThat(hubs.state(second)).isEqualTo("sent"));
        assertThat(route.rows()).containsExactly(first, first, second);
        assertThat(most).hasValue(1);
    }

    @Test
    void anUnknownOutcomeThatCanBeLookedUpWaitsUntilItHasSettled() {
        int account = hubs.account("woocommerce", "one");
        long id = hubs.status(account, "shipment", 1L, null, null);
        Map<Integer, Long> at = new ConcurrentHashMap<>();
        Recorder route = Recorder.answering("status", work -> {
            at.put(work.attempt(), System.nanoTime());
            return work.attempt() == 1 ? Outcome.unknown("no answer") : Outcome.already("found");
        });
        hubs.hub(1).serve(route).start();

        await().untilAsserted(() -> assertThat(hubs.state(id)).isEqualTo("sent"));
        assertThat(Duration.ofNanos(at.get(2) - at.get(1)))
                .as("60 s at the pace of 50")
                .isGreaterThanOrEqualTo(Duration.ofMillis(1200));
    }

    @Test
    void anUnknownOutcomeThatMayNeverBeRepeatedIsACaseAtOnce() {
        int account = hubs.account("woocommerce", "one");
        long id = hubs.status(account, "note", 1L, null, null);
        Recorder route = Recorder.answering("status", work -> Outcome.unknown("no answer"));
        hubs.hub(1).serve(route).start();

        await().untilAsserted(() -> assertThat(hubs.state(id)).isEqualTo("case"));
        assertThat(route.seen).hasSize(1);
        assertThat(hubs.cases).singleElement().satisfies(one -> {
            assertThat(one.code()).isEqualTo("status-out.outcome_unknown");
            assertThat(one.outboxId()).isEqualTo(id);
            assertThat(one.summary()).contains("woocommerce account one");
        });
    }

    @Test
    void anExceptionOutOfARouteIsAnUnknownOutcome() {
        int account = hubs.account("woocommerce", "one");
        long id = hubs.status(account, "note", 1L, null, null);
        hubs.hub(1)
                .serve(Recorder.answering("status", work -> {
                    throw new IllegalStateException("broken");
                }))
                .start();

        await().untilAsserted(() -> assertThat(hubs.state(id)).isEqualTo("case"));
        assertThat(hubs.cases.get(0).code()).isEqualTo("status-out.outcome_unknown");
    }

    @Test
    void throttledCallsDoNotCountAsAttempts() {
        hubs.operations.put(
                "cancel", new OperationSpec("cancel", Repeat.KEY, Duration.ZERO, Map.of(), false, false, 2));
        int account = hubs.account("shopify", "one");
        long id = hubs.status(account, "cancel", 1L, null, null);
        AtomicInteger calls = new AtomicInteger();
        hubs.hub(1)
                .serve(Recorder.answering(
                        "status",
                        work -> calls.incrementAndGet() < 5 ? Outcome.throttled("slow down", null) : Outcome.ok()))
                .start();

        await().untilAsserted(() -> assertThat(hubs.state(id)).isEqualTo("sent"));
        assertThat(calls).hasValue(5);
        assertThat(hubs.attempts(id)).isEqualTo(1);
    }

    @Test
    void whatARowLeftInSendingByADeadHubIsLookedUpAfterSettlingNotSentBlindly() {
        int account = hubs.account("shopify", "one");
        long looked = hubs.status(account, "shipment", 1L, null, null);
        long never = hubs.status(account, "note", 2L, null, null);
        hubs.sql
                .sql("insert into sender_lease values (?, 77, 3, now())")
                .param("account:" + account)
                .update();
        hubs.sql
                .sql("update outbox set state = 'sending', epoch = 3, attempts = 1, intent_at = now()")
                .update();
        hubs.dead.add(77L);
        long start = System.nanoTime();
        Recorder route = Recorder.answering("status", work -> Outcome.already("found"));
        hubs.hub(1).serve(route).start();

        await().untilAsserted(() -> assertThat(hubs.state(looked)).isEqualTo("sent"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1200));
        assertThat(route.seen)
                .singleElement()
                .satisfies(work -> assertThat(work.attempt()).isEqualTo(2));
        assertThat(hubs.state(never)).isEqualTo("case");
        assertThat(hubs.sql
                        .sql("select epoch from sender_lease where destination = ?")
                        .param("account:" + account)
                        .query(Long.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void aHubFrozenPastItsLeaseCallsNothingAndWritesNothingWhenItThaws() throws Exception {
        hubs.leaseTime = Duration.ofSeconds(4);
        int account = hubs.account("shopify", "one");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch thawed = new CountDownLatch(1);
        Map<Long, AtomicInteger> effects = new ConcurrentHashMap<>();
        Hubs.Hub first = hubs.hub(1);
        // The frozen hub has committed its intent and stands right before its request.
        Recorder frozenRoute = new Recorder("status", "", (work, permit) -> {
            inside.countDown();
            awaitQuietly(thawed);
            permit.requireLease();
            effects.computeIfAbsent(((OutboxRow) work).id(), id -> new AtomicInteger())
                    .incrementAndGet();
            return CallResult.of(Outcome.ok());
        });
        first.serve(frozenRoute).start();
        await().until(() -> first.senders.leases().holds("account:" + account));
        long id = hubs.status(account, "shipment", 1L, null, null);
        first.senders.signal().wake();
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        first.freezer.freeze();

        Recorder route = Recorder.answering("status", work -> {
            effects.computeIfAbsent(((OutboxRow) work).id(), key -> new AtomicInteger())
                    .incrementAndGet();
            return Outcome.ok();
        });
        hubs.hub(2).serve(route).start();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(hubs.state(id)).isEqualTo("sent"));
        Map<String, Object> before = hubs.sql
                .sql("select * from outbox where id = ?")
                .param(id)
                .query()
                .singleRow();

        first.freezer.thaw();
        thawed.countDown();
        await().until(() -> !first.senders.scheduler().sends("account:" + account));
        long next = hubs.status(account, "shipment", 2L, null, null);
        await().untilAsserted(() -> assertThat(hubs.state(next)).isEqualTo("sent"));
        assertThat(effects.get(id)).hasValue(1);
        assertThat(effects.get(next)).hasValue(1);
        assertThat(frozenRoute.seen).hasSize(1);
        Map<String, Object> after = hubs.sql
                .sql("select * from outbox where id = ?")
                .param(id)
                .query()
                .singleRow();
        assertThat(after.get("sent_at")).isEqualTo(before.get("sent_at"));
        assertThat(after.get("epoch")).isEqualTo(before.get("epoch")).isEqualTo(2L);
    }

    @Test
    void aHubWhoseCallEndsAfterItLostTheLeaseDoesNotMarkTheRow() throws Exception {
        int account = hubs.account("shopify", "one");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Hubs.Hub hub = hubs.hub(1);
        Recorder route = new Recorder("status", "", (work, permit) -> {
            inside.countDown();
            awaitQuietly(goOn);
            return CallResult.of(Outcome.ok());
        });
        hub.serve(route).start();
        long id = hubs.status(account, "shipment", 1L, null, null);
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        hubs.sql
                .sql("update sender_lease set owner = 99, epoch = epoch + 1, taken_at = now() where destination = ?")
                .param("account:" + account)
                .update();
        hubs.sql
                .sql("insert into sender_lease values ('owner:99', 99, 1, now() + interval '1 hour')")
                .update();
        goOn.countDown();

        await().until(() -> !hub.senders.scheduler().sends("account:" + account));
        await().during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(hubs.state(id)).isEqualTo("sending"));
    }

    @Test
    void twoHubsShareTheDestinationsAndSendEachRowOnce() {
        hubs.concurrency = 8;
        List<Integer> accounts = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> hubs.account("shopify", "shop" + i))
                .toList();
        for (int i = 0; i < 400; i++) {
            hubs.status(accounts.get(i % 8), "cancel", (long) i, null, null);
        }
        Map<Long, AtomicInteger> effects = new ConcurrentHashMap<>();
        for (long owner : new long[] {1, 2}) {
            hubs.hub(owner)
                    .serve(Recorder.answering("status", work -> {
                        effects.computeIfAbsent(((OutboxRow) work).id(), key -> new AtomicInteger())
                                .incrementAndGet();
                        return Outcome.ok();
                    }))
                    .start();
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(hubs.sql
                                .sql("select count(*) from outbox where state = 'sent'")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(400));
        assertThat(effects)
                .hasSize(400)
                .allSatisfy((id, times) -> assertThat(times).hasValue(1));
    }

    @Test
    void anAccountInShadowModeRecordsAndSendsNothing() {
        int account = hubs.account("shopify", "one");
        hubs.sql
                .sql("update account set mode = 'shadow' where id = ?")
                .param(account)
                .update();
        long id = hubs.status(account, "shipment", 1L, null, null);
        Recorder route = Recorder.answering("status", work -> Outcome.ok());
        hubs.hub(1).serve(route).start();

        await().untilAsserted(() -> assertThat(hubs.state(id)).isEqualTo("shadow"));
        assertThat(route.seen).isEmpty();
    }

    @Test
    void aPausedAccountRestsUntilItIsResumed() {
        int account = hubs.account("shopify", "one");
        hubs.sql
                .sql("update account set paused = true where id = ?")
                .param(account)
                .update();
        long id = hubs.status(account, "shipment", 1L, null, null);
        Recorder route = Recorder.answering("status", work -> Outcome.ok());
        Hubs.Hub hub = hubs.hub(1).serve(route).start();
        await().until(() -> hub.senders.leases().holds("account:" + account));
        await().during(Duration.ofMillis(600))
                .untilAsserted(() -> assertThat(hubs.state(id)).isEqualTo("pending"));

        hubs.sql
                .sql("update account set paused = false where id = ?")
                .param(account)
                .update();
        await().untilAsserted(() -> assertThat(hubs.state(id)).isEqualTo("sent"));
    }

    @Test
    void aBudgetStartsEmptyAndIsKept() {
        hubs.pace = new org.caravanserai.base.TimeScale(1);
        hubs.budgets.add(BudgetSpec.bucket("calls", 2, 10));
        hubs.operations.put(
                "cancel", new OperationSpec("cancel", Repeat.KEY, Duration.ZERO, Map.of("calls", 1L), false, false, 5));
        int account = hubs.account("shopify", "one");
        for (int i = 0; i < 12; i++) {
            hubs.status(account, "cancel", (long) i, null, null);
        }
        List<Long> at = new java.util.concurrent.CopyOnWriteArrayList<>();
        Recorder route = Recorder.answering("status", work -> {
            at.add(System.nanoTime());
            return Outcome.ok();
        });
        hubs.hub(1).serve(route).start();

        await().untilAsserted(() -> assertThat(at).hasSize(12));
        // From the first call on at most two were saved up, so ten more take at least 0.9 s at ten a second.
        assertThat(Duration.ofNanos(at.get(11) - at.get(0))).isBetween(Duration.ofMillis(900), Duration.ofMillis(2500));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
