package org.caravanserai.outbox.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Repeat;
import org.caravanserai.outbox.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetchSourceTest {

    private final Hubs hubs = new Hubs();
    private final List<FetchWork> fetches = new CopyOnWriteArrayList<>();
    private int account;

    @BeforeEach
    void account() {
        account = hubs.account("amazon", "one");
    }

    @AfterEach
    void stop() throws InterruptedException {
        hubs.close();
    }

    private void named(long id, String order) {
        hubs.sql
                .sql(
                        "insert into inbox (id, account_id, kind, source, order_key, lane, body, received_at) values (?, ?, 'order', 'queue', ?, 0, ?, now())")
                .params(id, account, order, "{}".getBytes(StandardCharsets.UTF_8))
                .update();
        hubs.sql
                .sql("insert into inbox_fetch (id, account_id, order_key, next_at) values (?, ?, ?, now())")
                .params(id, account, order)
                .update();
    }

    private int waiting() {
        return hubs.sql
                .sql("select count(*) from inbox_fetch")
                .query(Integer.class)
                .single();
    }

    private void hub(java.util.function.Function<FetchWork, CallResult> answer) {
        hubs.hub(1)
                .serve(new Recorder("fetch", "", (work, call) -> {
                    fetches.add((FetchWork) work);
                    return answer.apply((FetchWork) work);
                }))
                .start();
    }

    @Test
    void allThinEventsOfOneOrderAreOneFetch() {
        named(1, "111");
        named(2, "222");
        named(3, "111");
        hub(work -> CallResult.of(Outcome.ok()));
        await().untilAsserted(() -> assertThat(waiting()).isZero());

        assertThat(fetches).extracting(FetchWork::orderKey).containsExactlyInAnyOrder("111", "222");
        FetchWork first = fetches.stream()
                .filter(work -> work.orderKey().equals("111"))
                .findFirst()
                .orElseThrow();
        assertThat(first.ids()).containsExactly(1L, 3L);
        assertThat(first.parentId()).isEqualTo(3);
    }

    @Test
    void aBacklogIsOneListCallAndWhatItDidNotBringIsFetchedAlone() {
        hubs.operations.put(
                Work.LIST, new OperationSpec(Work.LIST, Repeat.KEY, Duration.ZERO, Map.of(), false, false, 5));
        for (int i = 0; i < 25; i++) {
            named(100 + i, "order-" + i);
        }
        hub(work -> new CallResult(
                Outcome.ok(), work.list() ? Set.of("order-0", "order-1", "order-2") : Set.of(), null, List.of()));
        await().untilAsserted(() -> assertThat(waiting()).isZero());

        assertThat(fetches.get(0).list()).isTrue();
        assertThat(fetches.get(0).orders()).hasSize(25);
        assertThat(fetches.stream().skip(1))
                .hasSize(22)
                .noneMatch(FetchWork::list)
                .noneMatch(work -> work.orderKey().equals("order-1"));
    }

    @Test
    void aFetchWithoutAnswerIsMadeAgain() {
        named(1, "111");
        AtomicInteger calls = new AtomicInteger();
        hub(work -> CallResult.of(calls.incrementAndGet() < 3 ? Outcome.unknown("no answer") : Outcome.ok()));
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(fetches).extracting(FetchWork::attempt).containsExactly(1, 2, 3);
        assertThat(hubs.cases).isEmpty();
    }

    @Test
    void anOrderTheChannelDoesNotHandOutIsACase() {
        named(1, "111");
        hub(work -> CallResult.of(Outcome.reject("404")));
        await().untilAsserted(() -> assertThat(hubs.cases).hasSize(1));
        assertThat(hubs.cases.get(0).code()).isEqualTo("fetch.rejected");
        assertThat(hubs.cases.get(0).inboxId()).isEqualTo(1);
        assertThat(waiting()).isZero();
    }

    @Test
    void whatCannotBeBelievedIsFetchedAloneAndNeverListed() {
        hubs.operations.put(
                Work.LIST, new OperationSpec(Work.LIST, Repeat.KEY, Duration.ZERO, Map.of(), false, false, 5));
        for (int i = 0; i < 25; i++) {
            named(100 + i, "order-" + i);
        }
        hubs.sql
                .sql("update inbox_fetch set alone = true where order_key = 'order-7'")
                .update();
        hub(work -> new CallResult(Outcome.ok(), work.list() ? work.orders().keySet() : Set.of(), null, List.of()));
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(fetches)
                .filteredOn(FetchWork::list)
                .noneMatch(work -> work.orders().containsKey("order-7"));
        assertThat(fetches)
                .filteredOn(work -> !work.list())
                .extracting(FetchWork::orderKey)
                .containsExactly("order-7");
    }

    private void asked(long id, String order) {
        named(id, order);
        hubs.sql
                .sql("update inbox set source = 'api', notification_only = true where id = ?")
                .param(id)
                .update();
    }

    @Test
    void whatPeopleAskedForIsFetchedAloneAndNeverListed() {
        hubs.operations.put(
                Work.LIST, new OperationSpec(Work.LIST, Repeat.KEY, Duration.ZERO, Map.of(), false, false, 5));
        for (int i = 0; i < 25; i++) {
            named(100 + i, "order-" + i);
        }
        asked(200, "old-order");
        asked(201, "order-7");
        hub(work -> new CallResult(Outcome.ok(), work.list() ? work.orders().keySet() : Set.of(), null, List.of()));
        await().untilAsserted(() -> assertThat(waiting()).isZero());

        assertThat(fetches)
                .filteredOn(FetchWork::list)
                .singleElement()
                .satisfies(list -> assertThat(list.orders()).doesNotContainKeys("old-order", "order-7"));
        assertThat(fetches)
                .filteredOn(work -> !work.list())
                .extracting(work -> work.orderKey() + " " + work.imports() + " " + work.onlyImported())
                .containsExactlyInAnyOrder("old-order [200] true", "order-7 [201] false");
    }

    @Test
    void whoAskedForWhatTheChannelDoesNotHandOutIsToldAndNoCaseIsMadeOfIt() {
        asked(1, "111");
        hub(work -> CallResult.of(Outcome.reject("the channel refuses the call (404)")));
        await().untilAsserted(() -> assertThat(waiting()).isZero());

        assertThat(outcomes())
                .containsExactly(
                        "1 refused fetch.rejected amazon account one does not hand out order 111: the channel refuses the call (404)");
        assertThat(hubs.cases).isEmpty();
    }

    @Test
    void whatTheChannelToldOfAsWellIsACaseAndWhoAskedIsToldToo() {
        asked(1, "111");
        named(2, "111");
        hub(work -> CallResult.of(Outcome.reject("404")));
        await().untilAsserted(() -> assertThat(waiting()).isZero());

        assertThat(outcomes()).singleElement().asString().startsWith("1 refused fetch.rejected");
        assertThat(hubs.cases).hasSize(1);
    }

    private List<String> outcomes() {
        return hubs.sql
                .sql("select inbox_id || ' ' || result || ' ' || code || ' ' || reason from event_outcome order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void aStatementWhoseOrderCannotBeFetchedIsWorkedOnAsItIs() {
        named(1, "111");
        named(2, "111");
        hubs.sql.sql("update inbox_fetch set alone = true where id = 2").update();
        hub(work -> CallResult.of(Outcome.reject("404")));
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(hubs.sql.sql("select id from inbox_todo").query(Long.class).list())
                .containsExactly(2L);
        assertThat(hubs.sql
                        .sql("select id from inbox_attempt where unfetched")
                        .query(Long.class)
                        .list())
                .containsExactly(2L);
        assertThat(hubs.cases)
                .singleElement()
                .satisfies(one -> assertThat(one.subject()).isEqualTo("order:111"));
    }

    @Test
    void aFetchKnowsTheShapesOfItsHints() {
        named(1, "111");
        hubs.sql.sql("update inbox set shape = 'deleted' where id = 1").update();
        hub(work -> CallResult.of(Outcome.ok()));
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(fetches.get(0).shapes()).containsExactly("deleted");
    }

    @Test
    void anEventThatComesDuringTheFetchIsFetchedAfterIt() {
        named(1, "111");
        hub(work -> {
            if (work.ids().contains(1L)) {
                named(2, "111");
            }
            return CallResult.of(Outcome.ok());
        });
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        await().untilAsserted(
                        () -> assertThat(fetches).extracting(FetchWork::ids).containsExactly(List.of(1L), List.of(2L)));
    }

    @Test
    void fetchesGoBeforeStatusAndStatusBeforeWhatComesAfter() {
        hubs.concurrency = 1;
        List<String> order = new CopyOnWriteArrayList<>();
        named(1, "111");
        hubs.status(account, "cancel", 5L, null, null);
        Hubs.Hub hub = hubs.hub(1);
        for (String kind : List.of("status", "fetch")) {
            hub.serve(Recorder.answering(kind, (Work work) -> {
                order.add(work.kind().word());
                return Outcome.ok();
            }));
        }
        hub.start();
        await().until(() -> order.size() == 2);
        assertThat(order).containsExactly("fetch", "status");
    }
}
