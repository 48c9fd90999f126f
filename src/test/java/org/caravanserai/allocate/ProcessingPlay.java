package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.StockOracle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The real routes on a real database with one shop and two locations; at the end the stock must add up. */
abstract class ProcessingPlay {

    ProcessingHub hub;
    int shop;

    @BeforeEach
    void aHubWithTwoLocations() {
        hub = new ProcessingHub(Path.of("routes"), 2);
        shop = hub.connect("shopify", "main");
        hub.location("MAIN", 1);
        hub.location("EAST", 2);
    }

    @AfterEach
    void stop() {
        StockOracle.check(hub.sql());
        hub.close();
    }

    void send(ObjectNode order) {
        hub.event(shop, "order", "canonical", order.path("orderId").asText(), hub.key(), order);
    }

    List<String> states() {
        return hub.sql()
                .sql("select state from fulfilment_group order by id")
                .query(String.class)
                .list();
    }
}
