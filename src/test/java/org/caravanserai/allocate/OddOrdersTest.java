package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of odd orders after they were read: none is lost, none is doubled, and a refusal says which it is. */
class OddOrdersTest extends ProcessingPlay {

    private int woo;

    @BeforeEach
    void aWooShopWithStock() {
        woo = hub.connect("woocommerce", "garden");
        hub.stock("SPADE-1", "MAIN", 50);
    }

    @Test
    void anOrderOfFeesOnlyIsKnownAndNothingOfItIsSent() throws IOException {
        send("1", o -> {
            o.putArray("line_items");
            o.putArray("fee_lines")
                    .addObject()
                    .put("name", "Invoice")
                    .put("total", "36.98")
                    .put("total_tax", "7.18");
        });
        assertThat(hub.count("orders where channel_order_id = '1' and state = 'CHANNEL_FULFILLED'"))
                .isEqualTo(1);
        assertThat(hub.count("fulfilment_group where state not in ('CHANNEL_FULFILLED', 'CANCELLED')"))
                .isZero();
        assertThat(hub.count("exception_case")).isZero();
    }

    @Test
    void aLineOfNothingStopsNothing() throws IOException {
        send("2", o -> {
            ObjectNode nothing = o.at("/line_items/0").deepCopy();
            nothing.put("id", 316).put("sku", "UNKNOWN").put("quantity", 0);
            ((ArrayNode) o.path("line_items")).add(nothing);
        });
        assertThat(states()).containsExactly("ALLOCATED");
        assertThat(hub.count("exception_case")).isZero();
    }

    @Test
    void aDraftWithoutTimesIsNoOrderAndNoCase() throws IOException {
        for (int i = 0; i < 3; i++) {
            send(
                    "3",
                    o -> o.put("status", "auto-draft")
                            .putNull("date_created_gmt")
                            .putNull("date_modified_gmt"));
        }
        assertThat(hub.count("orders")).isZero();
        assertThat(hub.count("exception_case")).isZero();
        assertThat(hub.count("audit_row where action = 'order.draft'")).isEqualTo(3);
    }

    @Test
    void aRefusedPayloadIsACaseThatNamesOrderAndPlace() throws IOException {
        send("4", o -> ((ObjectNode) o.at("/line_items/0")).remove("quantity"));
        assertThat(hub.sql()
                        .sql("select code || ' ' || evidence from exception_case")
                        .query(String.class)
                        .single())
                .startsWith("mapping.incomplete")
                .contains("\"detail\":\"/line_items/0/quantity\"")
                .contains("\"order\":\"4\"");
    }

    /** The same refusal by webhook and by poll is about one order. */
    @Test
    void halfAUnitIsAnOrderThatDoesNotLeave() throws IOException {
        send("5", o -> ((ObjectNode) o.at("/line_items/0")).put("quantity", 0.5));
        assertThat(hub.count("orders where channel_order_id = '5'")).isEqualTo(1);
        assertThat(hub.count("exception_case where code = 'quantity.not_whole' and order_id is not null"))
                .isEqualTo(1);
        assertThat(hub.count("outbox where kind = 'dispatch'")).isZero();
    }

    private void send(String id, Consumer<ObjectNode> change) throws IOException {
        ObjectNode order = (ObjectNode) Json.MAPPER.readTree(
                Files.readAllBytes(Path.of("transformers/woocommerce/fixtures/01-simple/request.v3.json")));
        order.put("id", Integer.parseInt(id));
        change.accept(order);
        hub.event(woo, "order", "v3", id, hub.key(), order);
        hub.awaitQuiet();
    }
}
