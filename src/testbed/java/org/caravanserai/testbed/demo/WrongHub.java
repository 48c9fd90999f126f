package org.caravanserai.testbed.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Hubs that are wrong on purpose: faults that integrations really have, made by changing copies of the hub's mappings and
 * recipes. The oracle must name each; that is how we know that it looks.
 */
public enum WrongHub {
    SIGNATURE_PREFIX(
            "signature-prefix",
            "it expects a prefix before the signature that the channels do not send",
            Set.of("webhook.genuine_refused"),
            List.of(
                    new Change(
                            "shopify/channel.yaml",
                            "encoding: base64, secret: webhook",
                            "encoding: base64, prefix: \"sha256=\", secret: webhook"),
                    new Change(
                            "woocommerce/channel.yaml",
                            "encoding: base64, secret: webhook",
                            "encoding: base64, prefix: \"sha256=\", secret: webhook"))),

    LINE_TOTAL(
            "line-total",
            "it reads the total of a line as the price of one unit",
            Set.of("line.price"),
            List.of(
                    new Change(
                            "shopify/order.webhook.jslt",
                            "\"unitPrice\": money(.price, $currency)",
                            "\"unitPrice\": money-times(.price, .quantity, $currency)"),
                    new Change(
                            "woocommerce/order.v3.jslt",
                            "else money-each(.subtotal, $ordered, $currency),",
                            "else money(.subtotal, $currency),"),
                    new Change(
                            "amazon/order.v2026.jslt",
                            "\"unitPrice\": money(.product.price.unitPrice.amount, $currency)",
                            "\"unitPrice\": if ($breakdowns != null) money-sum(of-type($breakdowns, \"ITEM\"), $currency) else null"))),

    CARRIER_CODE(
            "carrier-code",
            "it tells the channels another carrier's code",
            Set.of("parcel.carrier"),
            List.of(
                    new Change("shopify/channel.yaml", "  ups: UPS\n", "  ups: USPS\n"),
                    new Change("woocommerce/channel.yaml", "  ups: UPS\n", "  ups: USPS\n"),
                    new Change("amazon/channel.yaml", "  ups: UPS\n", "  ups: USPS\n"))),

    SECOND_PARCEL(
            "second-parcel",
            "it believes that an order leaves in one parcel, and tells no other",
            Set.of("parcel.not_told"),
            List.of(
                    new Change(
                            "shopify/shipment.plan.jslt",
                            "if (not($order))",
                            "if ($status.parcelNo > 1)\n  {\"done\": \"shipped already\"}\nelse if (not($order))"),
                    new Change(
                            "woocommerce/shipment.plan.jslt",
                            "if (not(is-array(",
                            "if ($status.parcelNo > 1)\n  {\"done\": \"shipped already\"}\nelse if (not(is-array("),
                    new Change(
                            "amazon/shipment.plan.jslt",
                            "if (not($marketplace))",
                            "if ($status.parcelNo > 1)\n  {\"done\": \"shipped already\"}\nelse if (not($marketplace))"))),

    DOUBLE_SEND(
            "double-send",
            "after a timeout it sends again at once and without looking",
            Set.of("parcel.told_twice", "parcel.sent_again", "channel.repeat-without-lookup", "channel.double-parcel"),
            List.of(
                    new Change(
                            "shopify/channel.yaml",
                            "shipment: {repeat: lookup, settle: 60s,",
                            "shipment: {repeat: lookup, settle: 1s,"),
                    new Change(
                            "shopify/shipment.plan.jslt",
                            "let told = if ($looks) greatest(told-with($order.fulfillments, $status.trackingNumber, $line) - units($sisters, $line), 0) else 0",
                            "let told = 0"),
                    new Change(
                            "woocommerce/channel.yaml",
                            "shipment: {repeat: lookup, settle: 60s,",
                            "shipment: {repeat: lookup, settle: 1s,"),
                    new Change(
                            "woocommerce/shipment.plan.jslt",
                            "let add = if ($held or not($numbered)) [] else [{",
                            "let add = if (false) [] else [{"),
                    new Change(
                            "amazon/channel.yaml",
                            "shipment: {repeat: key, settle: 60s}",
                            "shipment: {repeat: key, settle: 1s}"),
                    new Change(
                            "amazon/shipment.plan.jslt",
                            "\"packageReferenceId\": $reference",
                            "\"packageReferenceId\": string(number($reference) + 100 * (.attempt - 1))"))) {
        @Override
        void provoke(DemoRun demoRun) {
            Map<String, String> operations = Map.of(
                    "shopify", "fulfillmentCreate", "woocommerce", "createTracking", "amazon", "confirmShipment");
            for (Shops.Shop shop : demoRun.shops()) {
                ObjectNode faults = Control.MAPPER
                        .createObjectNode()
                        .put("channel", shop.channel())
                        .put("shop", shop.name())
                        .put("operation", operations.get(shop.channel()));
                Collections.nCopies(3, "timeout-late-success").forEach(faults.putArray("script")::add);
                demoRun.sandbox().control().post("/control/faults", faults);
            }
        }
    },

    SHIPS_REFUNDED(
            "ships-refunded",
            "it does not see that units were refunded before they left",
            Set.of("unit.not_wanted"),
            List.of(
                    new Change(
                            "shopify/order.webhook.jslt",
                            "let off = min(max($removed - $back - $unknown, get-key($taken-off, $id, 0)), $ordered - $fulfilled)",
                            "let off = 0"),
                    new Change(
                            "woocommerce/order.v3.jslt",
                            "let off = min(get-key($refunded, text(.id), 0), $ordered)",
                            "let off = 0"))) {
        @Override
        void provoke(DemoRun demoRun) {
            each(
                    demoRun,
                    Set.of("shopify", "woocommerce"),
                    shop -> Provocation.unpaid(demoRun, shop)
                            .one("refund")
                            .heard()
                            .act("pay"));
        }
    },

    IGNORES_HAND(
            "ignores-hand",
            "it does not see what people in the shop have sent themselves",
            Set.of("unit.left_twice"),
            List.of(
                    new Change(
                            "shopify/order.webhook.jslt",
                            "contains(.status, [\"success\", \"pending\", \"open\"])",
                            "contains(.status, [\"nobody\"])"),
                    new Change("shopify/order.webhook.jslt", "else min($to-do, $expected)", "else $to-do"),
                    new Change("woocommerce/order.v3.jslt", "\"sent\": $word == \"completed\"", "\"sent\": false"),
                    new Change(
                            "amazon/order.v2026.jslt",
                            "let fulfilled = if (.fulfillment.quantityFulfilled == null) $unsaid else quantity(.fulfillment.quantityFulfilled, 0)",
                            "let fulfilled = 0"),
                    new Change("amazon/order.v2026.jslt", "else if ($all-sent and any(", "else if (false and any("),
                    new Change(
                            "amazon/order.v2026.jslt",
                            "else min($left, quantity(.fulfillment.quantityUnfulfilled, 0))",
                            "else $left"))) {
        @Override
        void provoke(DemoRun demoRun) {
            each(
                    demoRun,
                    Set.of("shopify"),
                    shop -> Provocation.unpaid(demoRun, shop)
                            .heard()
                            .one("fulfil")
                            .act("pay"));
            each(
                    demoRun,
                    Set.of("amazon"),
                    shop -> Provocation.unpaid(demoRun, shop).act("pay").one("fulfil"));
        }
    },

    NO_CANCELLATION(
            "no-cancellation",
            "it keeps to itself what it cancels",
            Set.of("cancel.not_told"),
            List.of(
                    new Change(
                            "shopify/cancel.plan.jslt",
                            "if (not($order))",
                            "if (true)\n  {\"done\": \"kept to ourselves\"}\nelse if (not($order))"),
                    new Change(
                            "woocommerce/cancel.plan.jslt",
                            "if ($word == \"cancelled\" or",
                            "if (true)\n  {\"done\": \"kept to ourselves\"}\nelse if ($word == \"cancelled\" or"))) {
        @Override
        void provoke(DemoRun demoRun) {
            each(
                    demoRun,
                    Set.of("shopify", "woocommerce"),
                    shop -> Provocation.unpaid(demoRun, shop).cancelAtTheHub());
        }
    },

    BELIEVES_FUTURE(
            "believes-future",
            "it believes a modification time that has not come yet",
            Set.of("unit.unshipped", "order.not_told", "order.cancelled_goes_on"),
            List.of()) {
        @Override
        Map<String, String> settings() {
            return Map.of("hub.clock.tolerance", "3650d");
        }

        @Override
        void provoke(DemoRun demoRun) {
            each(
                    demoRun,
                    Set.of("woocommerce"),
                    shop -> Provocation.unpaid(demoRun, shop)
                            .act("misdate")
                            .heard()
                            .act("pay"));
        }
    };

    /** Replaces the one place in a file below {@code transformers/} where {@code from} stands. */
    record Change(String file, String from, String to) {

        String apply(String text) {
            int at = text.indexOf(from);
            if (at < 0 || text.indexOf(from, at + 1) >= 0) {
                throw new DemoException("the wrong hub cannot be made: '" + from.strip() + "' stands "
                        + (at < 0 ? "nowhere" : "more than once") + " in " + file);
            }
            return text.replace(from, to);
        }
    }

    private final String word;
    private final String what;
    private final Set<String> named;
    private final List<Change> changes;

    WrongHub(String word, String what, Set<String> named, List<Change> changes) {
        this.word = word;
        this.what = what;
        this.named = named;
        this.changes = changes;
    }

    /** The word on the command line. */
    public String word() {
        return word;
    }

    /** What is wrong with it, as half a sentence. */
    public String what() {
        return what;
    }

    /** Codes of findings of which the oracle must give at least one. */
    public Set<String> named() {
        return named;
    }

    List<Change> changes() {
        return changes;
    }

    /** Settings of the hub that are wrong. */
    Map<String, String> settings() {
        return Map.of();
    }

    private static void each(DemoRun demoRun, Set<String> channels, Consumer<Shops.Shop> provoke) {
        demoRun.shops().stream()
                .filter(shop -> channels.contains(shop.channel()))
                .forEach(provoke);
    }

    /** Does at the channels what brings the fault to light. */
    void provoke(DemoRun demoRun) {
        // everyday orders suffice
    }

    /**
     * Copies the hub's routes and mappings and changes the copies.
     *
     * @return the settings that point a hub at them
     */
    Map<String, String> copy(Path program, Path scratch) {
        try {
            for (String folder : List.of("routes", "transformers")) {
                copyTree(program.resolve(folder), scratch.resolve(folder));
            }
            for (Change change : changes) {
                Path file = scratch.resolve("transformers").resolve(change.file);
                Files.writeString(file, change.apply(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new DemoException("cannot make the wrong hub in " + scratch + ": " + e);
        }
        return Map.of(
                "hub.routes",
                scratch.resolve("routes").toAbsolutePath().toString(),
                "hub.transformers",
                scratch.resolve("transformers").toAbsolutePath().toString());
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path one : (Iterable<Path>) tree::iterator) {
                Path copy = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(one, copy);
                }
            }
        }
    }

    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(values()).map(WrongHub::word).iterator();
        }
    }

    static final class Reader implements ITypeConverter<WrongHub> {
        @Override
        public WrongHub convert(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "there is no wrong hub '" + word + "'; there are " + String.join(", ", new Names())));
        }
    }
}
