package org.caravanserai.outbox.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Repeat;
import org.caravanserai.outbox.StockWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StockSourceTest {

    private final Hubs hubs = new Hubs();
    private final List<StockWork> pushes = new CopyOnWriteArrayList<>();
    private int account;

    @BeforeEach
    void catalogue() {
        account = hubs.account("shopify", "one");
        hubs.sql
                .sql(
                        "insert into location (code, name, active) values ('MAIN', '', true), ('EAST', '', true), ('OLD', '', false)")
                .update();
        hubs.sql.sql("insert into item (sku) values ('LAMP')").update();
        hubs.sql
                .sql(
                        "insert into stock (sku, location, on_hand, reserved, counted_at) values ('LAMP', 'MAIN', 10, 3, now()), ('LAMP', 'EAST', 5, 0, now()), ('LAMP', 'OLD', 99, 0, now())")
                .update();
        hubs.sql
                .sql("insert into listing (account_id, channel_sku, sku, next_at) values (?, 'lamp-1', 'LAMP', now())")
                .param(account)
                .update();
    }

    @AfterEach
    void stop() throws InterruptedException {
        hubs.close();
    }

    @Test
    void whatWasNeverCountedIsToldToNobodyUntilItIsCounted() {
        hubs.sql.sql("update stock set counted_at = null").update();
        hubs.sql.sql("insert into item (sku) values ('BULB')").update();
        hubs.sql
                .sql(
                        "insert into listing (account_id, channel_sku, sku, next_at) values (?, 'bulb-1', 'BULB', now() - interval '1 day')")
                .param(account)
                .update();
        hub(StockSourceTest::ok);
        await().during(Duration.ofMillis(1500))
                .untilAsserted(() -> assertThat(pushes).isEmpty());
        hubs.sql
                .sql("update stock set counted_at = now() where location = 'OLD'")
                .update();
        await().untilAsserted(() -> assertThat(pushes).hasSize(1));
        assertThat(pushes.get(0).listing().sku()).isEqualTo("LAMP");
        assertThat(pushes.get(0).target()).as("what is at active locations").isEqualTo(12);
    }

    @Test
    void aLiveAccountIsToldNoStockBeforeAPersonHasConfirmedTheFirstPush() {
        hubs.sql.sql("update account set stock_confirmed_at = null").update();
        hub(StockSourceTest::ok);
        await().during(Duration.ofMillis(1500))
                .untilAsserted(() -> assertThat(pushes).isEmpty());
        hubs.sql.sql("update account set stock_confirmed_at = now()").update();
        await().untilAsserted(() -> assertThat(pushes).hasSize(1));
    }

    private Hubs.Hub hub(java.util.function.Function<StockWork, CallResult> answer) {
        return hubs.hub(1)
                .serve(new Recorder("stock", "", (work, call) -> {
                    pushes.add((StockWork) work);
                    return answer.apply((StockWork) work);
                }))
                .start();
    }

    private static CallResult ok(StockWork work) {
        return CallResult.of(Outcome.ok());
    }

    private Map<String, Object> listing() {
        return hubs.sql.sql("select * from listing").query().singleRow();
    }

    private void reserve(int units) {
        hubs.sql
                .sql("update stock set reserved = reserved + ?, version = version + 1 where location = 'MAIN'")
                .param(units)
                .update();
    }

    @Test
    void theTargetIsWhatIsFreeAtActiveLocationsLessTheBuffer() {
        hubs.sql
                .sql("update account set settings = '{\"stockBuffer\": 2}' where id = ?")
                .param(account)
                .update();
        hub(StockSourceTest::ok);
        await().untilAsserted(() ->
                assertThat(listing()).containsEntry("believed", 10).containsEntry("told_version", 2L));
        assertThat(pushes).singleElement().satisfies(push -> {
            assertThat(push.target()).isEqualTo(10);
            assertThat(push.believed()).isNull();
        });
    }

    @Test
    void anOrderOfTheChannelItselfIsNotToldBackToIt() {
        hub(StockSourceTest::ok);
        await().untilAsserted(() -> assertThat(listing()).containsEntry("believed", 12));
        // What the batch does when it takes in an order of one lamp of this account.
        hubs.sql.sql("update listing set believed = believed - 1").update();
        reserve(1);
        await().untilAsserted(() -> assertThat(listing()).containsEntry("told_version", 3L));
        assertThat(pushes).hasSize(1);
    }

    @Test
    void aChangeElsewhereIsTold() {
        hub(StockSourceTest::ok);
        await().untilAsserted(() -> assertThat(listing()).containsEntry("believed", 12));
        reserve(4);
        await().untilAsserted(() -> assertThat(listing()).containsEntry("believed", 8));
        assertThat(pushes).extracting(StockWork::target).containsExactly(12, 8);
        assertThat(pushes.get(1).believed()).isEqualTo(12);
    }

    @Test
    void unitsOrderedDuringAComparedPushAreSubtractedFromWhatItSet() {
        AtomicInteger calls = new AtomicInteger();
        hub(work -> {
            if (calls.incrementAndGet() == 2) {
                hubs.sql.sql("update listing set believed = believed - 2").update();
                reserve(2);
            }
            return CallResult.of(Outcome.ok());
        });
        await().untilAsserted(() -> assertThat(listing()).containsEntry("believed", 12));
        reserve(4);
        await().untilAsserted(
                        () -> assertThat(listing()).containsEntry("believed", 6).containsEntry("told_version", 4L));
        assertThat(pushes).extracting(StockWork::target).containsExactly(12, 8);
    }

    @Test
    void unitsOrderedDuringAnOverwritingPushMakeItPushAgain() {
        hubs.operations.put("stock", new OperationSpec("stock", Repeat.KEY, Duration.ZERO, Map.of(), false, false, 5));
        AtomicInteger calls = new AtomicInteger();
        hub(work -> {
            if (calls.incrementAndGet() == 2) {
                hubs.sql.sql("update listing set believed = believed - 2").update();
                reserve(2);
            }
            return CallResult.of(Outcome.ok());
        });
        await().untilAsserted(() -> assertThat(listing()).containsEntry("believed", 12));
        reserve(4);
        await().untilAsserted(() -> assertThat(listing()).containsEntry("believed", 6));
        assertThat(pushes).extracting(StockWork::target).containsExactly(12, 8, 6);
        assertThat(pushes.get(2).believed()).isNull();
    }

    @Test
    void aStaleAnswerTakesTheAccountsOrdersFirstAndThenComparesWithWhatIsShown() {
        List<String> order = new CopyOnWriteArrayList<>();
        Hubs.Hub hub = hubs.hub(1);
        hub.serve(Recorder.answering("poll", work -> {
            order.add("poll");
            return Outcome.ok();
        }));
        hub.serve(new Recorder("stock", "", (work, call) -> {
                    StockWork push = (StockWork) work;
                    order.add("push " + push.believed());
                    return order.size() == 1
                            ? new CallResult(Outcome.stale("shows 9"), java.util.Set.of(), 9, java.util.List.of())
                            : CallResult.of(Outcome.ok());
                }))
                .start();
        await().untilAsserted(() -> assertThat(listing()).containsEntry("believed", 12));
        assertThat(order).containsExactly("push null", "poll", "push 9");
    }

    @Test
    void anUnknownOutcomeLeavesNothingToCompareWith() {
        AtomicInteger calls = new AtomicInteger();
        hub(work -> CallResult.of(calls.incrementAndGet() == 2 ? Outcome.unknown("no answer") : Outcome.ok()));
        await().untilAsserted(() -> assertThat(listing()).containsEntry("believed", 12));
        reserve(4);
        await().untilAsserted(() -> assertThat(listing()).containsEntry("believed", 8));
        assertThat(pushes).extracting(StockWork::believed).containsExactly(null, 12, null);
    }

    @Test
    void aRefusedListingIsACaseAndIsNotPushedAgainSoon() {
        hub(work -> CallResult.of(Outcome.reject("archived")));
        await().untilAsserted(() -> assertThat(hubs.cases).hasSize(1));
        assertThat(hubs.cases.get(0).code()).isEqualTo("stock-out.rejected");
        await().during(Duration.ofMillis(700))
                .untilAsserted(() -> assertThat(pushes).hasSize(1));
    }

    @Test
    void aShadowAccountIsToldNothingAndPushedAnewAfterTheCutOver() {
        hubs.sql
                .sql("update account set mode = 'shadow' where id = ?")
                .param(account)
                .update();
        hub(StockSourceTest::ok);
        await().untilAsserted(() -> assertThat(listing().get("last_error")).isEqualTo("shadow: would show 12"));
        assertThat(pushes).isEmpty();
        hubs.sql
                .sql("update account set mode = 'live' where id = ?")
                .param(account)
                .update();
        await().untilAsserted(() -> assertThat(listing()).containsEntry("believed", 12));
    }
}
