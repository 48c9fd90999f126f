package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.Test;

class WorkingOrderTest {

    private static final OrderRef REF = new OrderRef(7, "1001");
    private static final byte[] HERE = {1};
    private static final byte[] THERE = {2};

    private final WorkingOrder order = WorkingOrder.founded(1, REF);

    private static OrderSnapshot snapshot(ObjectNode canonical) {
        return OrderSnapshot.of(canonical);
    }

    private static ObjectNode canonical() {
        return Orders.order("1001", "2026-11-23T10:00:00.000Z", "MUG", 3);
    }

    private WorkingGroup group(long id, GroupState state, int quantity, int shipped) {
        WorkingGroup group = WorkingGroup.known(id, state, "MAIN");
        group.put(1, quantity, shipped);
        order.groups().add(group);
        return group;
    }

    @Test
    void aNewSnapshotIsTheNewHeadAndKeepsTheAddress() {
        order.shipTo(HERE);
        order.state(
                snapshot(canonical().put("status", "pending")),
                StatementTime.ours(Instant.parse("2026-11-23T10:00:00Z")),
                new byte[] {9});
        assertThat(order.head().version()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(order.head().contentHash()).containsExactly(9);
        assertThat(order.head().shipToHash()).isEqualTo(HERE);
        assertThat(order.head().pending()).isTrue();
        assertThat(order.number()).isEqualTo("#1001");
    }

    @Test
    void onlyAnotherAddressThanTheKnownOneIsAMove() {
        assertThat(order.shipTo(null)).as("none is stated").isFalse();
        assertThat(order.shipTo(HERE)).as("the first").isFalse();
        assertThat(order.shipTo(HERE.clone())).as("the same").isFalse();
        assertThat(order.shipTo(THERE)).as("another").isTrue();
        assertThat(order.shipTo(null)).as("nothing is said").isFalse();
        assertThat(order.head().shipToHash()).isEqualTo(THERE);
    }

    @Test
    void linesAreNumberedInTheOrderTheyAreFirstStated() {
        order.lines().add(line("a", "MUG"), 3);
        order.lines().put(new WorkingLine(4, "d", ListingKey.ofSku("CUP"), "CUP", 1, 0, 0));
        assertThat(order.lines().add(line("e", "JUG"), 1).lineNo()).isEqualTo(5);
        assertThat(order.lines().byChannelId("d").orElseThrow().lineNo()).isEqualTo(4);
        assertThat(order.lines().byChannelId("x")).isEmpty();
    }

    @Test
    void surplusIsWhatGroupsHoldBeyondTheLine() {
        order.lines().put(new WorkingLine(1, "a", ListingKey.ofSku("MUG"), "MUG", 3, 0, 0));
        group(10, GroupState.RELEASED, 4, 0);
        assertThat(order.surplus(1)).isEqualTo(1);
        group(11, GroupState.CANCELLED, 5, 0);
        assertThat(order.surplus(1)).as("a cancelled group holds nothing").isEqualTo(1);
        group(12, GroupState.CANCELLED, 2, 2);
        assertThat(order.surplus(1)).as("unless it left all the same").isEqualTo(3);
    }

    @Test
    void thereIsNoNegativeSurplus() {
        order.lines().put(new WorkingLine(1, "a", ListingKey.ofSku("MUG"), "MUG", 3, 0, 0));
        group(10, GroupState.ALLOCATED, 1, 0);
        assertThat(order.surplus(1)).isZero();
    }

    @Test
    void theSnapshotOfThisBatchSaysOtherIdsNewerThanTheStoredOne() {
        assertThat(order.references().isEmpty()).isTrue();
        ObjectNode canonical = canonical();
        order.knownReferences(canonical.objectNode().put("marketplaceId", "old"));
        assertThat(order.references().path("marketplaceId").asText()).isEqualTo("old");
        canonical.putObject("references").put("marketplaceId", "new");
        order.state(snapshot(canonical), StatementTime.ours(Instant.EPOCH), new byte[0]);
        assertThat(order.references().path("marketplaceId").asText()).isEqualTo("new");
    }

    @Test
    void anOrderWhoseKeyIsGoneIsErasedANewOneIsNot() {
        assertThat(order.erased()).isFalse();
        assertThat(WorkingOrder.known(1, REF, OrderHead.NONE, "", null).erased())
                .isTrue();
        assertThat(WorkingOrder.known(1, REF, OrderHead.NONE, "", HERE).erased())
                .isFalse();
    }

    @Test
    void alertsStandOnceAndAreClearedAlone() {
        Alerts alerts =
                WorkingOrder.known(1, REF, OrderHead.NONE, "stock.short", null).alerts();
        alerts.raise("totals.mismatch");
        alerts.raise("stock.short");
        alerts.raise("stock");
        assertThat(alerts).hasToString("stock.short totals.mismatch stock");
        alerts.clear("stock");
        alerts.clear("never.raised");
        assertThat(alerts).hasToString("stock.short totals.mismatch");
        assertThat(alerts.has("totals")).isFalse();
        assertThat(alerts.has("totals.mismatch")).isTrue();
        alerts.keepOnly(Set.of("stock.short", "stock"));
        assertThat(alerts).hasToString("stock.short");
    }

    @Test
    void aSnapshotIsWrittenOnceWithoutWhoTheBuyerIs() {
        OrderSnapshot snapshot = snapshot(canonical());
        assertThat(new String(snapshot.documentBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"orderId\":\"1001\"")
                .doesNotContain("Ada");
        assertThat(new String(snapshot.personalBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("Ada");
    }

    private static SnapshotLine line(String id, String sku) {
        return new SnapshotLine(id, ListingKey.ofSku(sku), 3, 3, 0, 0, 0, 0, false, true);
    }
}
