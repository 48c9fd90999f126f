package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.caravanserai.base.Json;
import org.caravanserai.testbed.oracle.DatabaseRules;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.StockOracle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kinds of holds, as each channel's own payloads show them. */
class ChannelHoldsTest {

    /** The fixture {@code 01-simple} of a channel, and where its payload says what. */
    private enum Shape {
        SHOPIFY("shopify", "webhook", "", "/shipping_address/zip", "/updated_at", "2026-11-23T06:0%d:00-05:00") {
            @Override
            void mayNotShip(ObjectNode order) {
                order.put("financial_status", "pending");
            }

            @Override
            void sayUnknownWord(ObjectNode order) {
                order.put("financial_status", "weighed");
            }

            @Override
            void nameTheLine(ObjectNode order) {
                ((ObjectNode) order.at("/line_items/0"))
                        .put("sku", "")
                        .put("product_id", 311)
                        .put("variant_id", 399);
            }

            @Override
            void total(ObjectNode order, String total) {
                order.put("total_price", total);
                order.remove("total_price_set");
            }
        },
        WOOCOMMERCE("woocommerce", "v3", "", "/shipping/postcode", "/date_modified_gmt", "2026-11-23T11:0%d:00") {
            @Override
            void mayNotShip(ObjectNode order) {
                order.put("status", "on-hold");
            }

            @Override
            void sayUnknownWord(ObjectNode order) {
                order.put("status", "packing");
            }

            @Override
            void nameTheLine(ObjectNode order) {
                ((ObjectNode) order.at("/line_items/0"))
                        .putNull("sku")
                        .put("product_id", 311)
                        .put("variation_id", 399);
            }

            @Override
            void total(ObjectNode order, String total) {
                order.put("total", total);
            }
        },
        AMAZON(
                "amazon",
                "v2026",
                "/order",
                "/recipient/deliveryAddress/postalCode",
                "/lastUpdatedTime",
                "2026-11-23T11:0%d:00.000Z") {
            @Override
            void mayNotShip(ObjectNode order) {
                ((ObjectNode) order.at("/fulfillment")).put("fulfillmentStatus", "PENDING");
            }

            @Override
            void sayUnknownWord(ObjectNode order) {
                ((ObjectNode) order.at("/fulfillment")).put("fulfillmentStatus", "WEIGHED");
            }

            @Override
            void nameTheLine(ObjectNode order) {
                ((ObjectNode) order.at("/orderItems/0/product"))
                        .put("asin", "311")
                        .remove("sellerSku");
            }

            @Override
            void total(ObjectNode order, String total) {
                ((ObjectNode) order.at("/proceeds/grandTotal")).put("amount", total);
            }
        };

        private final String channel;
        private final String shape;
        private final String root;
        private final String postcode;
        private final String version;
        private final String time;

        Shape(String channel, String shape, String root, String postcode, String version, String time) {
            this.channel = channel;
            this.shape = shape;
            this.root = root;
            this.postcode = postcode;
            this.version = version;
            this.time = time;
        }

        abstract void mayNotShip(ObjectNode order);

        abstract void sayUnknownWord(ObjectNode order);

        abstract void nameTheLine(ObjectNode order);

        abstract void total(ObjectNode order, String total);

        private ObjectNode order(int minute) {
            try {
                ObjectNode order = (ObjectNode) Json.MAPPER
                        .readTree(Files.readString(Path.of(
                                "transformers", channel, "fixtures", "01-simple", "request." + shape + ".json")))
                        .at(root);
                set(order, version, String.format(time, minute));
                return order;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private Object body(ObjectNode order) {
            return root.isEmpty() ? order : Json.MAPPER.createObjectNode().set("order", order);
        }

        private static void set(ObjectNode order, String pointer, String value) {
            int last = pointer.lastIndexOf('/');
            ((ObjectNode) order.at(pointer.substring(0, last))).put(pointer.substring(last + 1), value);
        }
    }

    private ProcessingHub hub;
    private WarehouseSide warehouse;
    private int shop;

    @BeforeEach
    void aHubWithALocation() {
        hub = new ProcessingHub(Path.of("routes"), 1);
        warehouse = new WarehouseSide(hub);
        hub.location("MAIN", 1);
        hub.stock("MUG-BLUE", "MAIN", 90);
        hub.stock("SPADE-1", "MAIN", 90);
    }

    @AfterEach
    void stop() {
        StockOracle.check(hub.sql());
        DatabaseRules.check(hub.database().dataSource(), hub.clock().instant());
        hub.close();
    }

    private void send(Shape shape, ObjectNode order) {
        shop = shop == 0 ? hub.connect(shape.channel, "one") : shop;
        hub.event(shop, "order", shape.shape, "1", hub.key(), shape.body(order).toString());
        hub.awaitQuiet();
    }

    private List<String> holds() {
        return hub.sql()
                .sql("select cause || ' ' || step from hold where released_at is null order by cause")
                .query(String.class)
                .list();
    }

    private List<String> openCases() {
        return hub.sql()
                .sql("select code || ': ' || summary from exception_case where state <> 'resolved' order by id")
                .query(String.class)
                .list();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void noPostcodeNoParcelUntilTheChannelSendsOne(Shape shape) {
        ObjectNode order = shape.order(0);
        Shape.set(order, shape.postcode, "");
        send(shape, order);
        assertThat(holds()).containsExactly("address.incomplete release");
        assertThat(openCases()).hasSize(1).allMatch(one -> one.contains("no postcode in /personal/shipTo"));
        assertThat(warehouse.receive()).isEmpty();
        send(shape, shape.order(1));
        assertThat(openCases()).isEmpty();
        assertThat(warehouse.receive()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void anImpossibleTotalIsHeld(Shape shape) {
        ObjectNode order = shape.order(0);
        shape.total(order, "-5.00");
        send(shape, order);
        assertThat(holds()).containsExactly("totals.negative release");
        ObjectNode absurd = shape.order(1);
        shape.total(absurd, "9999.00");
        send(shape, absurd);
        assertThat(holds()).containsExactly("totals.absurd release");
        assertThat(warehouse.receive()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aLineWithoutSkuIsMappedByWhatElseTheChannelNames(Shape shape) {
        ObjectNode order = shape.order(0);
        shape.nameTheLine(order);
        send(shape, order);
        assertThat(holds()).containsExactly("mapping.unknown_sku allocate");
        assertThat(openCases()).hasSize(1).allMatch(one -> one.contains("no SKU, product 311"));
        hub.sql()
                .sql("insert into sku_map (account_id, product, variant, sku) values (?, '311', ?, 'SPADE-1')")
                .params(shop, shape == Shape.AMAZON ? "" : "399")
                .update();
        ObjectNode again = shape.order(1);
        shape.nameTheLine(again);
        send(shape, again);
        assertThat(openCases()).isEmpty();
        assertThat(warehouse.receive()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void whatMayNotShipAfterReleaseIsRecalled(Shape shape) {
        send(shape, shape.order(0));
        assertThat(warehouse.receive()).hasSize(1);
        ObjectNode held = shape.order(1);
        shape.mayNotShip(held);
        send(shape, held);
        assertThat(hub.count("fulfilment_group where state = 'CANCEL_REQUESTED' and recalled_for = 'hold'"))
                .isEqualTo(1);
        warehouse.answerRecalls(true);
        send(shape, shape.order(2));
        assertThat(warehouse.receive()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aWordNobodyKnowsIsNamed(Shape shape) {
        send(shape, shape.order(0));
        warehouse.receive();
        ObjectNode strange = shape.order(1);
        shape.sayUnknownWord(strange);
        send(shape, strange);
        assertThat(holds()).containsExactly("order.unknown_status release");
        assertThat(openCases())
                .hasSize(1)
                .allMatch(one -> one.toLowerCase(Locale.ROOT).matches(".*(weighed|packing).*"));
        assertThat(hub.count("orders where alerts like '%status.unknown%'")).isEqualTo(1);
    }
}
