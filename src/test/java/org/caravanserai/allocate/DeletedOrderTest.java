package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.Test;

/** What the hub makes of an order that its channel has no more. */
class DeletedOrderTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String ASKED = "2026-11-23T12:00:01Z";

    private void absent(String orderId, boolean noticed) {
        hub.fetched(
                shop,
                "absent",
                orderId,
                JsonNodeFactory.instance.objectNode().put("orderId", orderId),
                noticed
                        ? Map.of(HubHeaders.ASKED_AT, ASKED, HubHeaders.AFTER_DELETION, "true")
                        : Map.of(HubHeaders.ASKED_AT, ASKED));
        hub.awaitQuiet();
    }

    private List<String> text(String query) {
        return hub.sql().sql(query).query(String.class).list();
    }

    @Test
    void deletedInTheShopIsCancelledAndTheOrderItselfSaysSo() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        absent("1", true);
        assertThat(states()).containsExactly("CANCELLED");
        assertThat(hub.count("stock where reserved = 0")).isEqualTo(1);
        assertThat(text("select doc::json ->> 'status' || ' ' || channel_state from orders"))
                .containsExactly("cancelled payment=paid order=deleted");
        assertThat(hub.count("orders where personal is not null and raw is not null"))
                .as("nothing about the person is lost")
                .isEqualTo(1);
        assertThat(hub.count("exception_case")).isZero();
        assertThat(hub.count("audit_row where action = 'order.deleted'")).isEqualTo(1);
    }

    @Test
    void deletedWhileAWarehouseHasItIsAskedBack() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        new WarehouseSide(hub).receive();
        absent("1", true);
        assertThat(states()).containsExactly("CANCEL_REQUESTED");
        assertThat(text("select code from exception_case")).isEmpty();
    }

    @Test
    void aLateWordFromBeforeTheDeletionDoesNotBringItBackAndARestoredOneDoes() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        absent("1", true);
        send(Orders.order("1", "2026-11-23T11:00:00.000Z", "MUG", 3));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("CANCELLED");
        send(Orders.order("1", "2026-11-23T11:59:00.000Z", "MUG", 2));
        hub.awaitQuiet();
        assertThat(states()).as("near the deletion: asked").containsExactly("CANCELLED");
        assertThat(hub.count("inbox_fetch")).isEqualTo(1);
        hub.fetched(
                shop,
                "order",
                "1",
                Orders.order("1", "2026-11-23T11:59:00.000Z", "MUG", 2),
                Map.of(HubHeaders.ASKED_AT, "2026-11-23T12:00:30Z"));
        hub.awaitQuiet();
        assertThat(states()).contains("ALLOCATED");
    }

    @Test
    void trashHasTheTimeAtWhichItWasAskedFor() {
        hub.stock("MUG", "MAIN", 5);
        ObjectNode order = Orders.order("1", V1, "MUG", 2);
        send(order);
        hub.awaitQuiet();
        hub.fetched(
                shop,
                "order",
                "1",
                Orders.cancelled(order, V1),
                Map.of(HubHeaders.ASKED_AT, ASKED, HubHeaders.AFTER_DELETION, "true"));
        hub.awaitQuiet();
        assertThat(states()).containsExactly("CANCELLED");
        assertThat(hub.count("orders where version_ours and version = '2026-11-23T12:00:01Z'"))
                .isEqualTo(1);
    }

    /** Rights that were taken away look the same: nothing is cancelled on that alone. */
    @Test
    void anOrderThatIsNotHandedOutWithoutADeletionBeingToldIsAPersonsBusiness() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        absent("1", false);
        absent("1", false);
        assertThat(states()).containsExactly("ALLOCATED");
        assertThat(text("select code || ' ' || count from exception_case")).containsExactly("order.not_found 2");
        absent("nobody-knows", false);
        assertThat(text("select code from exception_case where scope = 'event'"))
                .containsExactly("fetch.not_found");
    }

    @Test
    void aDeletionOfWhatNobodyKnowsIsOver() {
        absent("9", true);
        assertThat(hub.count("exception_case")).isZero();
        assertThat(hub.count("orders")).isZero();
        assertThat(hub.count("audit_row where action = 'order.absent'")).isEqualTo(1);
    }

    @Test
    void deletedAndStatedInOneBatchIsDeleted() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        absent("1", true);
        assertThat(states()).containsExactly("CANCELLED");
        assertThat(hub.count("orders where personal is not null")).isEqualTo(1);
    }
}
