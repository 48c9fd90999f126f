package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times from outside are claims: nothing that lies in the future is believed for longer than it takes to ask. */
class ClaimedTimesTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T11:00:00.000Z";
    private static final String AHEAD = "2026-11-23T19:00:00.000Z";

    private void fetched(ObjectNode order, String askedAt) {
        hub.fetched(shop, "order", order.path("orderId").asText(), order, Map.of(HubHeaders.ASKED_AT, askedAt));
    }

    private List<String> text(String query) {
        return hub.sql().sql(query).query(String.class).list();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T12:06:00.000Z", AHEAD, "2026-11-24T12:00:00.000Z", "2647-01-01T00:00:00.000Z"})
    void aVersionInTheFutureOnlySaysThatThereIsSomethingToAskFor(String version) {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", version, "MUG", 2));
        hub.awaitQuiet();
        assertThat(hub.count("orders")).isZero();
        assertThat(hub.count("inbox_fetch where order_key = '1' and alone")).isEqualTo(1);

        fetched(Orders.order("1", version, "MUG", 2), "2026-11-23T12:00:01Z");
        hub.awaitQuiet();
        assertThat(
                        text(
                                "select version_ours || ' ' || (version = read_at) || ' ' || (version at time zone 'UTC') from orders"))
                .containsExactly("true true 2026-11-23 12:00:01");
        assertThat(hub.count("orders where alerts like '%time.ahead%'")).isEqualTo(1);
        assertThat(text("select code || ' ' || count from exception_case")).containsExactly("intake.clock_ahead 1");
    }

    /** The channel's clock is mended, and what it says then is older than what it said before. */
    @Test
    void aCancellationAfterAVersionHoursAheadIsCarriedOut() {
        hub.stock("MUG", "MAIN", 5);
        ObjectNode order = Orders.order("1", AHEAD, "MUG", 2);
        fetched(order, "2026-11-23T12:00:01Z");
        hub.awaitQuiet();
        send(Orders.cancelled(order, "2026-11-23T12:00:03.000Z"));
        hub.awaitQuiet();
        assertThat(states()).as("near a time of ours nothing is compared").containsExactly("ALLOCATED");
        assertThat(hub.count("inbox_fetch")).isEqualTo(1);
        fetched(Orders.cancelled(order, "2026-11-23T12:00:03.000Z"), "2026-11-23T12:00:04Z");
        hub.awaitQuiet();
        assertThat(states()).containsExactly("CANCELLED");
        assertThat(text("select version_ours::text from orders")).containsExactly("false");
    }

    @Test
    void anOrderThatWasPoisonedBeforeFollowsItsChannelAgain() {
        hub.stock("MUG", "MAIN", 5);
        ObjectNode order = Orders.order("1", V1, "MUG", 2);
        send(order);
        hub.awaitQuiet();
        hub.sql()
                .sql("update orders set version = '2647-01-01T00:00:00Z', read_at = '2647-01-01T00:00:00Z'")
                .update();
        send(Orders.cancelled(order, V2));
        hub.awaitQuiet();
        assertThat(hub.count("inbox_fetch where order_key = '1'")).isEqualTo(1);
        fetched(Orders.cancelled(order, V2), "2026-11-23T12:00:05Z");
        hub.awaitQuiet();
        assertThat(states()).containsExactly("CANCELLED");
        assertThat(hub.count("orders where version = '2026-11-23T11:00:00Z' and not version_ours"))
                .isEqualTo(1);
    }

    @Test
    void anOrderIsAskedForOnceAMinuteAndNoHintIsDropped() {
        send(Orders.order("1", AHEAD, "MUG", 2));
        hub.awaitQuiet();
        send(Orders.order("1", "2026-11-23T20:00:00.000Z", "MUG", 2));
        hub.awaitQuiet();
        send(Orders.order("1", "2026-11-23T21:00:00.000Z", "MUG", 2));
        send(Orders.order("2", AHEAD, "MUG", 2));
        hub.awaitQuiet();
        assertThat(text("""
                select order_key || ' ' || round(extract(epoch from next_at - min(next_at) over ())) from inbox_fetch
                where order_key = '1' order by id""")).containsExactly("1 0", "1 60", "1 60");
        assertThat(hub.count("inbox_fetch where order_key = '2' and next_at < '2026-11-23T12:00:50Z'"))
                .as("another order does not wait for it")
                .isEqualTo(1);

        hub.clock().move(Duration.ofSeconds(61));
        send(Orders.order("1", "2026-11-23T22:00:00.000Z", "MUG", 2));
        hub.awaitQuiet();
        assertThat(text("""
                select round(extract(epoch from max(next_at) - min(next_at)))::text from inbox_fetch where order_key = '1'"""))
                .as("a minute after the one that answers the two before")
                .containsExactly("120");
    }

    @Test
    void anOrderThatCannotBeAskedForIsTakenAsItIsAndSaysSo() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", AHEAD, "MUG", 2));
        hub.awaitQuiet();
        hub.sql()
                .sql("insert into inbox_attempt (id, unfetched) select id, true from inbox_fetch")
                .update();
        hub.sql()
                .sql(
                        "insert into inbox_todo (id, lane) select i.id, i.lane from inbox i join inbox_fetch f on f.id = i.id")
                .update();
        hub.sql().sql("delete from inbox_fetch").update();
        hub.awaitQuiet();
        assertThat(states()).containsExactly("ALLOCATED");
        assertThat(
                        hub.count(
                                "orders where version_ours and version <= '2026-11-23T12:05:00Z' and alerts like '%time.ahead%'"))
                .isEqualTo(1);
        assertThat(hub.count("inbox_fetch")).isZero();
    }

    /** There is nobody to ask: receipt decides. */
    @Test
    void ofOrdersFromFilesTheOneReceivedLaterHolds() {
        hub.stock("MUG", "MAIN", 9);
        int business = hub.connect("b2b", "files");
        ObjectNode order =
                Orders.order("PO-1", "2030-01-01T00:00:00.000Z", "MUG", 2).put("channel", "b2b");
        hub.event(business, "order", "canonical", "PO-1", hub.key(), order);
        hub.awaitQuiet();
        assertThat(states()).containsExactly("ALLOCATED");
        hub.event(
                business, "order", "canonical", "PO-1", hub.key(), Orders.cancelled(order, "2026-11-23T11:59:00.000Z"));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("CANCELLED");
        assertThat(hub.count("inbox_fetch")).isZero();
        assertThat(text("select subject from exception_case")).containsExactly("ahead:version");
    }

    @Test
    void aCountFromTheFutureIsOneOfNowAndLaterOnesHold() {
        hub.stock("MUG", "MAIN", 5);
        hub.event(2, "stock", "", "stock", hub.key(), Orders.count("c1", "2027-11-23T12:00:00Z", "MUG", "MAIN", 9));
        hub.awaitQuiet();
        hub.event(2, "stock", "", "stock", hub.key(), Orders.count("c2", "2027-11-23T12:00:00Z", "MUG", "MAIN", 7));
        hub.awaitQuiet();
        hub.clock().move(Duration.ofMinutes(10));
        hub.event(2, "stock", "", "stock", hub.key(), Orders.count("c3", "2026-11-23T12:09:00Z", "MUG", "MAIN", 0));
        hub.awaitQuiet();
        assertThat(hub.count("stock where sku = 'MUG' and on_hand = 0")).isEqualTo(1);
        assertThat(text("select code || ' ' || subject || ' ' || count from exception_case"))
                .containsExactly("intake.clock_ahead ahead:asOf 2");
        assertThat(hub.count("outbox where kind = 'exception'")).as("told once").isEqualTo(1);
    }

    /** As an earlier version of the hub may have written it. */
    @Test
    void aCountThatWasBookedForTheFutureKeepsNoLaterOneOut() {
        hub.stock("MUG", "MAIN", 5);
        hub.sql()
                .sql("update stock_ledger set as_of = '2031-01-01T00:00:00Z' where kind = 'count'")
                .update();
        hub.event(2, "stock", "", "stock", hub.key(), Orders.count("c1", V1, "MUG", "MAIN", 1));
        hub.awaitQuiet();
        assertThat(hub.count("stock where on_hand = 1")).isEqualTo(1);
    }

    @Test
    void aParcelFromTheFutureLeftWhenItWasTold() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        long group = hub.sql()
                .sql(
                        "update fulfilment_group set state = 'RELEASED', next_step = 'confirm', next_at = '2026-11-25T12:00:00Z' returning id")
                .query(Long.class)
                .single();
        hub.event(
                2,
                "shipment",
                "",
                "x",
                hub.key(),
                Orders.shipment("s1", group, "1Z1", 1, 2).put("shippedAt", "2031-01-01T00:00:00.000Z"));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("SHIPPED");
        assertThat(hub.count("shipment where shipped_at between '2026-11-23T12:00:00Z' and '2026-11-23T12:05:00Z'"))
                .isEqualTo(1);
        assertThat(text("select subject from exception_case")).containsExactly("ahead:shippedAt");
    }

    @Test
    void anOrderPlacedInTheFutureWasPlacedWhenItCameIn() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2).put("placedAt", "2031-01-01T00:00:00.000Z"));
        hub.awaitQuiet();
        send(Orders.order("1", V1, "MUG", 2).put("placedAt", "2031-01-01T00:00:00.000Z"));
        hub.awaitQuiet();
        assertThat(hub.count("orders where placed_at between '2026-11-23T12:00:00Z' and '2026-11-23T12:05:00Z'"))
                .isEqualTo(1);
        assertThat(hub.count("orders where alerts like '%time.ahead%'")).isEqualTo(1);
        assertThat(hub.count("inbox_fetch")).as("it said the same twice").isZero();
        assertThat(Instant.parse(V1)).isBefore(hub.clock().instant());
    }
}
