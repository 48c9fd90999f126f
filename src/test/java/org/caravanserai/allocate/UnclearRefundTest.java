package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.Test;

/** A statement that names a refund without its units says too little to act on: the channel is asked for the rest of it. */
class UnclearRefundTest extends ProcessingPlay {

    private static ObjectNode refunded(String version) {
        ObjectNode order = Orders.order("1", version, "MUG", 2);
        order.withArray("alerts")
                .addObject()
                .put("code", "refund.quantity_unknown")
                .put("detail", "something was refunded");
        return order;
    }

    @Test
    void nothingIsTakenFromItBeforeTheChannelWasAsked() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", "2026-11-23T10:00:00.000Z", "MUG", 2));
        hub.awaitQuiet();
        send(refunded("2026-11-23T11:00:00.000Z"));
        hub.awaitQuiet();

        assertThat(hub.count("inbox_fetch where order_key = '1'")).isEqualTo(1);
        assertThat(hub.count("orders where version = '2026-11-23T10:00:00Z'")).isEqualTo(1);

        ObjectNode whole = Orders.order("1", "2026-11-23T11:00:00.000Z", "MUG", 1);
        hub.fetched(shop, "order", "1", whole, Map.of(HubHeaders.ASKED_AT, "2026-11-23T12:00:01Z"));
        hub.awaitQuiet();
        assertThat(hub.count("orders where version = '2026-11-23T11:00:00Z'")).isEqualTo(1);
        assertThat(hub.count("order_line where quantity = 1")).isEqualTo(1);
    }
}
