package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.Test;

/** The channel's newest word about an order holds, in whatever order its words arrive. */
class NewestSnapshotTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";
    private static final String V3 = "2026-11-23T10:00:02.000Z";

    @Test
    void theSameStatementTwiceAndAnOlderOneChangeNothing() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V2, "MUG", 2));
        hub.awaitQuiet();
        send(Orders.order("1", V2, "MUG", 2));
        send(Orders.order("1", V1, "MUG", 4));
        hub.awaitQuiet();
        assertThat(hub.count("orders where revision = 1")).isEqualTo(1);
        assertThat(hub.count("stock where reserved = 2")).isEqualTo(1);
        assertThat(hub.sql()
                        .sql("select action from audit_row where action like 'order.%' order by block, pos")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("order.accepted", "order.same", "order.stale");
    }

    @Test
    void anEquallyOldContradictionIsNotBelievedButAsked() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        send(Orders.order("1", V1, "MUG", 3));
        hub.awaitQuiet();
        assertThat(hub.count("stock where reserved = 2")).isEqualTo(1);
        assertThat(hub.count("inbox_fetch where order_key = '1'")).isEqualTo(1);
    }

    /** The clock was four minutes ahead once, or was put back: what the channel hands out now is what it means now. */
    @Test
    void whatIsHandedOutLaterIsBelievedAsFarAsItAsksForNoMore() {
        hub.stock("MUG", "MAIN", 9);
        Instant seen = hub.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        String ahead = seen.plusSeconds(240).toString().replace("Z", ".000Z");
        send(Orders.order("1", ahead, "MUG", 4));
        hub.awaitQuiet();
        ObjectNode cancelled = Orders.cancelled(Orders.order("1", V1, "MUG", 4), V1);
        fetched(cancelled, seen.plusSeconds(30));
        assertThat(states()).as("the channel may not have settled").containsExactly("ALLOCATED");
        assertThat(hub.count("inbox_fetch where order_key = '1'")).isEqualTo(1);
        fetched(Orders.order("1", V2, "MUG", 6), seen.plusSeconds(90));
        assertThat(hub.count("stock where reserved = 4")).isEqualTo(1);
        assertThat(hub.count("exception_case where code = 'statement.older'")).isEqualTo(1);
        fetched(cancelled, seen.plusSeconds(91));
        assertThat(states()).containsExactly("CANCELLED");
        assertThat(hub.count("exception_case where code = 'statement.older' and state = 'resolved'"))
                .isEqualTo(1);
    }

    private void fetched(ObjectNode order, Instant asked) {
        hub.fetched(shop, "order", "1", order, Map.of(HubHeaders.ASKED_AT, asked.toString()));
        hub.awaitQuiet();
    }

    @Test
    void lessIsGivenBackAndMoreIsAllocatedBesides() {
        hub.stock("MUG", "MAIN", 9);
        hub.stock("CUP", "MAIN", 9);
        send(Orders.order("1", V1, "MUG", 4));
        hub.awaitQuiet();
        send(Orders.order("1", V2, "MUG", 1, "CUP", 2));
        hub.awaitQuiet();
        assertThat(hub.sql()
                        .sql("select sku || reserved from stock order by sku")
                        .query(String.class)
                        .list())
                .containsExactly("CUP2", "MUG1");
        assertThat(states()).containsExactly("ALLOCATED", "ALLOCATED");
    }

    @Test
    void whatAnEarlierStatementWasWorthSayingEndsWithTheNext() {
        hub.stock("MUG", "MAIN", 9);
        ObjectNode order = Orders.order("1", V1, "MUG", 4);
        order.withArray("alerts").addObject().put("code", "status.unknown").put("detail", "status odd");
        send(order);
        hub.awaitQuiet();
        assertThat(hub.count("orders where alerts like '%status.unknown%'")).isEqualTo(1);
        send(Orders.order("1", V2, "MUG", 4));
        hub.awaitQuiet();
        assertThat(hub.count("orders where alerts not like '%status.unknown%'")).isEqualTo(1);
    }

    @Test
    void aCancelledOrderGivesEverythingBack() {
        hub.stock("MUG", "MAIN", 9);
        ObjectNode order = Orders.order("1", V1, "MUG", 4);
        send(order);
        hub.awaitQuiet();
        send(Orders.cancelled(order, V2));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("CANCELLED");
        assertThat(hub.count("stock where reserved = 0")).isEqualTo(1);
        assertThat(hub.count("orders where state = 'CANCELLED'")).isEqualTo(1);
    }

    @Test
    void eventsOfOneOrderEndInOneStateInWhateverOrderTheyArrive() {
        ObjectNode created = Orders.order("p", V1, "MUG", 4);
        ObjectNode edited = Orders.order("p", V2, "MUG", 2);
        ObjectNode cancelled = Orders.cancelled(edited, V3);
        List<List<ObjectNode>> permutations = List.of(
                List.of(created, edited, cancelled),
                List.of(created, cancelled, edited),
                List.of(edited, created, cancelled),
                List.of(edited, cancelled, created),
                List.of(cancelled, created, edited),
                List.of(cancelled, edited, created));
        hub.stock("MUG", "MAIN", 100);
        for (int i = 0; i < permutations.size(); i++) {
            for (ObjectNode statement : permutations.get(i)) {
                send(statement.deepCopy().put("orderId", "p" + i));
                if (i % 2 == 0) {
                    hub.awaitQuiet();
                }
            }
        }
        hub.awaitQuiet();
        assertThat(hub.count("orders where state = 'CANCELLED'")).isEqualTo(6);
        assertThat(hub.count("stock where reserved = 0")).isEqualTo(1);
    }
}
