package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Properties;
import org.caravanserai.allocate.hold.HoldSettings;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.junit.jupiter.api.Test;

/** What {@code hub.holds.loosened} names is an alert and holds nothing; everything else holds as before. */
class LoosenedHoldsTest {

    private static final String V1 = "2026-11-23T10:00:00.000Z";

    private static HoldSettings settings(String loosened) {
        Properties values = new Properties();
        values.setProperty("hub.holds.loosened", loosened);
        values.setProperty("hub.holds.total-factor", "2");
        values.setProperty("hub.order.regrow", "15m");
        return HoldSettings.of(new HubConfig(values));
    }

    @Test
    void whatIsLoosenedIsSaidAndLeavesAndTheRestIsHeld() {
        try (ProcessingHub hub =
                new ProcessingHub(Path.of("routes"), 1, settings("address.incomplete, fulfilment.other_service"))) {
            int shop = hub.connect("shopify", "main");
            hub.location("MAIN", 1);
            hub.stock("MUG", "MAIN", 10);
            WarehouseSide warehouse = new WarehouseSide(hub);
            ObjectNode nowhere = Orders.order("1", V1, "MUG", 1);
            ((ObjectNode) nowhere.path("personal")).putNull("shipTo");
            nowhere.withArray("problems")
                    .addObject()
                    .put("code", "fulfilment.other_service")
                    .put("detail", "a line is sent by 'parcel-pals'");
            hub.event(shop, "order", "canonical", "1", hub.key(), nowhere);
            ObjectNode absurd = Orders.order("2", V1, "MUG", 1);
            ((ObjectNode) absurd.path("totals")).put("total", "-1.00");
            hub.event(shop, "order", "canonical", "2", hub.key(), absurd);
            hub.awaitQuiet();
            assertThat(warehouse.receive()).hasSize(1);
            assertThat(hub.sql()
                            .sql("select alerts from orders where channel_order_id = '1'")
                            .query(String.class)
                            .single()
                            .split(" "))
                    .contains("fulfilment.other_service", "address.incomplete");
            assertThat(hub.sql()
                            .sql("select cause from hold where released_at is null")
                            .query(String.class)
                            .list())
                    .containsExactly("totals.negative");
        }
    }

    @Test
    void aCauseThatCannotBeLoosenedStopsTheStart() {
        assertThatThrownBy(() -> settings("address.incomplete,order.copied_sale"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("hub.holds.loosened")
                .hasMessageContaining("order.copied_sale")
                .hasMessageContaining("totals.negative");
    }
}
