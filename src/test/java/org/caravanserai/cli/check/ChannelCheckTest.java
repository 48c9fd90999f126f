package org.caravanserai.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake in a channel's folder is told with its own file and line, and hides nothing else. */
class ChannelCheckTest {

    private static final Path ROUTES = Path.of("routes/channels");

    @TempDir
    Path scratch;

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            shopify/channel.yaml | shapes: | shaps: | shopify/channel.yaml:@: shaps is unknown; did you mean shapes?
            shopify/channel.yaml | shipment: 60 | shipmnt: 60 | shopify/channel.yaml:@: budgets.graphql pays for shipmnt, which is none of fetch, list, subscriptions, shipment, cancel, stock; did you mean shipment?
            shopify/channel.yaml | version: /updated_at | version: /updatd_at | shopify/channel.yaml:@: shapes.webhook.version: /updatd_at finds nothing in any of
            shopify/channel.yaml | /data/orders/nodes | /data/orders/node | shopify/channel.yaml:@: list.orders: /data/orders/node finds nothing in any of 1 fixtures
            shopify/channel.yaml | order: /order_id | order: /orderid | shopify/channel.yaml:@: shapes.refund.order: /orderid finds nothing
            shopify/channel.yaml | /currentlyAvailable | /currentlyAvailabel | shopify/channel.yaml:@: budgets.graphql.reads.remaining: /extensions/cost/throttleStatus/currentlyAvailabel finds nothing
            amazon/channel.yaml | Notification/SellerId | Notification/Seller | amazon/channel.yaml:@: events.seller.pointer: /Payload/OrderChangeNotification/Seller finds nothing
            amazon/channel.yaml | /NotificationType | /NotificationKind | amazon/channel.yaml:@: events.topic: /NotificationKind finds nothing
            woocommerce/channel.yaml | X-WC-Webhook-Topic, X- | X- | woocommerce/channel.yaml:17: events.topic reads the header X-WC-Webhook-Topic, which webhook.headers does not keep
            woocommerce/channel.yaml | cancel: {repeat | cancl: {repeat | woocommerce/channel.yaml:66: budgets.rest pays for cancel
            woocommerce/channel.yaml | stock: {repeat: key, settle: 60s} | note: {repeat: never} | woocommerce/channel.yaml:66: budgets.rest pays for stock
            woocommerce/channel.yaml | cancel: {repeat | cancl: {repeat | woocommerce/channel.yaml:@: nothing in the hub asks for operations.cancl; did you mean cancel?; write one of shipment, cancel, stock
            amazon/channel.yaml | '  cancel: "' | '  cancle: "' | amazon/channel.yaml:@: by-hand.cancle is none of shipment, cancel, stock; did you mean cancel?
            amazon/channel.yaml | '  cancel: "' | '  shipment: "' | amazon/channel.yaml:@: by-hand.shipment is said of an operation that the channel takes from us
            woocommerce/order.v3.jslt | if ( | if (((( | woocommerce/order.v3.jslt:
            woocommerce/stock.plan.jslt | { | {{{ | woocommerce/stock.plan.jslt:
            woocommerce/shipment.plan.jslt | and $waits | and $waitz | woocommerce/shipment.plan.jslt:@: $waitz is used but nowhere defined
            woocommerce/shipment.plan.jslt | ^(processing | ^((processing | woocommerce/shipment.plan.jslt:@: Syntax error in regular expression
            shopify/order.webhook.jslt | ^_?gift | (^_?gift | shopify/order.webhook.jslt:@: Syntax error in regular expression
            shopify/order.webhook.jslt | 'text(.financial_status)' | 'textt(.financial_status)' | shopify/order.webhook.jslt:
            shopify/order.webhook.jslt | '  "currency": $currency,' | '' | shopify/order.webhook.jslt:138: fixtures/01-simple/request.graphql.json: is no order.v1: / lacks currency
            shopify/order.webhook.jslt | '    "sku": label(.sku),' | '' | shopify/order.webhook.jslt:60: fixtures/01-simple/request.graphql.json: is no order.v1: /lines/0 lacks sku
            woocommerce/order.v3.jslt | '"currency": $currency' | '"currency": 7' | woocommerce/order.v3.jslt:@: fixtures/01-simple/request.v3.json: is no order.v1: /currency must be string
            woocommerce/fixtures/01-simple/expected.json | "currency" | "curency" | woocommerce/fixtures/01-simple/expected.json:@: is no order.v1: / has the unknown field curency
            woocommerce/fixtures/01-simple/expected.json | "currency": | "currency" | woocommerce/fixtures/01-simple/expected.json:@: is no JSON
            shopify/fixtures/01-simple/request.webhook.json | "currency": | "currency" | shopify/fixtures/01-simple/request.webhook.json:@: mapping.unreadable_json
            shopify/fixtures/20-unknown-currency/expected-error.txt | mapping. | maping. | shopify/fixtures/20-unknown-currency/expected-error.txt:1: request.webhook.json: refused with mapping.
            shopify/samples/list.json | { | {{ | shopify/samples/list.json:@: is no JSON
            canonical/stock.v1.schema.json | { | [ | canonical/stock.v1.schema.json:2: is no JSON
            canonical/order.v1.schema.json | ^[a-z][a-z0-9-]{0,31}$ | ^[a-z{0,31}$ | canonical/order.v1.schema.json:@: the pattern is no regular expression
            woocommerce/fixtures-out/01-shipment-whole-order/expected.json | UPS | USP | woocommerce/fixtures-out/01-shipment-whole-order/expected.json:@: /requests/0/body/tracking_provider must be "USP", is "UPS"
            woocommerce/fixtures-out/01-shipment-whole-order/input.json | "attempt": | "attempt" | woocommerce/fixtures-out/01-shipment-whole-order/input.json:@: is no JSON
            woocommerce/fixtures-out/01-shipment-whole-order/input.json | "shipment" | "shipmnt" | woocommerce/fixtures-out/01-shipment-whole-order/input.json:@: there is no shipmnt.plan.jslt; did you mean shipment?
            """)
    void aMistakeIsToldWithItsOwnFileAndLine(String file, String right, String wrong, String told) throws IOException {
        copy(Path.of("transformers/canonical"), scratch.resolve("transformers/canonical"));
        String channel = file.startsWith("canonical") ? "woocommerce" : file.substring(0, file.indexOf('/'));
        copy(Path.of("transformers", channel), scratch.resolve("transformers").resolve(channel));
        String place =
                "transformers/" + told.replace(":@:", ":" + replace(file, right, wrong == null ? "" : wrong) + ":");

        List<Finding> findings = check(ROUTES);

        assertThat(findings)
                .extracting(Finding::toString)
                .anySatisfy(one -> assertThat(one).startsWith(place));
    }

    @Test
    void whatAMappingLeavesOutIsToldOfTheMappingOnceAndSaysWhichFixtureHasIt() throws IOException {
        copy(Path.of("transformers"), scratch.resolve("transformers"));
        replace("woocommerce/order.v3.jslt", "\"tags\": [],", "");
        replace("canonical/order.v1.schema.json", "\"tags\",", "");

        assertThat(check(ROUTES).stream().map(Finding::toString).filter(one -> one.contains("woocommerce")))
                .singleElement()
                .asString()
                .matches(
                        "transformers/woocommerce/order.v3.jslt:[0-9]+: leaves out /tags, which fixtures/01-simple/expected.json:[0-9]+ has \\(request.v3.json\\)");
    }

    @Test
    void aMistakeInOneFileHidesNoneOfAnother() throws IOException {
        copy(Path.of("transformers"), scratch.resolve("transformers"));
        replace("amazon/channel.yaml", "money:", "mony:");
        replace("amazon/channel.yaml", "lag: 3m", "lag: 3");
        replace("amazon/fixtures/01-simple/expected.json", "\"currency\": \"", "\"currency\": \"X");
        replace("shopify/order.webhook.jslt", "text(.financial_status)", "textt(.financial_status)");
        replace("shopify/stock.plan.jslt", "{", "{{{");
        replace("shopify/fixtures-out/01-shipment-whole-order/expected.json", "UPS", "USP");
        replace("woocommerce/fixtures/01-simple/expected.json", "\"number\": \"", "\"number\": \"X");
        Findings findings = new Findings(scratch);

        List<String> looked = new ChannelCheck(scratch.resolve("transformers"), ROUTES, findings).check();

        assertThat(findings.all().stream()
                        .map(one -> one.file().replace("transformers/", ""))
                        .distinct())
                .contains(
                        "amazon/channel.yaml",
                        "amazon/fixtures/01-simple/expected.json",
                        "shopify/order.webhook.jslt",
                        "shopify/stock.plan.jslt",
                        "shopify/fixtures-out/01-shipment-whole-order/expected.json",
                        "woocommerce/fixtures/01-simple/expected.json");
        assertThat(findings.all())
                .filteredOn(one -> one.file().equals("transformers/amazon/channel.yaml"))
                .hasSize(2);
        assertThat(looked).allSatisfy(counted -> assertThat(counted).doesNotStartWith("0 "));
    }

    @Test
    void aRecipeThatNoRouteUsesIsTold() throws IOException {
        copy(Path.of("transformers"), scratch.resolve("transformers"));
        copy(ROUTES, scratch.resolve("routes/channels"));
        Files.delete(scratch.resolve("routes/channels/amazon.camel.yaml"));

        assertThat(check(scratch.resolve("routes/channels")))
                .extracting(Finding::toString)
                .containsExactly("transformers/amazon/channel.yaml:1: no route uses this channel; write "
                        + "routes/channels/amazon.camel.yaml with its templated routes");
    }

    @Test
    void anOperationThatNoRouteReachesIsTold() throws IOException {
        copy(Path.of("transformers"), scratch.resolve("transformers"));
        copy(ROUTES, scratch.resolve("routes/channels"));
        Path file = scratch.resolve("routes/channels/woocommerce.camel.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(
                                "(?s)- templatedRoute:\\s+routeTemplateRef: report-status.*?(?=- templatedRoute)", ""));

        assertThat(check(scratch.resolve("routes/channels")))
                .extracting(one -> one.toString().replaceFirst(":[0-9]+:", ":@:"))
                .containsExactly(
                        "transformers/woocommerce/channel.yaml:@: no route reaches operations.shipment; write report-status as a templated route into routes/channels/woocommerce.camel.yaml",
                        "transformers/woocommerce/channel.yaml:@: no route reaches operations.cancel; write report-status as a templated route into routes/channels/woocommerce.camel.yaml");
    }

    @Test
    void aPointerThatNoSampleShowsIsTold() throws IOException {
        copy(Path.of("transformers"), scratch.resolve("transformers"));
        Files.delete(scratch.resolve("transformers/woocommerce/samples/event.deleted.json"));
        Files.delete(scratch.resolve("transformers/amazon/samples/fetch.json"));

        assertThat(check(ROUTES))
                .extracting(Finding::toString)
                .containsExactly(
                        "transformers/amazon/channel.yaml:29: fetch.order: /order is shown by nothing; put what the channel sends into samples/fetch.json",
                        "transformers/woocommerce/channel.yaml:36: shapes.deleted.order: /id is shown by nothing; put what the channel sends into samples/event.deleted.json");
    }

    @Test
    void aMissingScriptIsToldWhereTheRecipeNeedsIt() throws IOException {
        copy(Path.of("transformers"), scratch.resolve("transformers"));
        Files.delete(scratch.resolve("transformers/amazon/list.request.jslt"));

        assertThat(check(ROUTES))
                .extracting(Finding::toString)
                .containsExactly("transformers/amazon/channel.yaml:35: list.request.jslt is missing beside it");
    }

    private List<Finding> check(Path routes) {
        Findings findings = new Findings(scratch);
        new ChannelCheck(scratch.resolve("transformers"), routes, findings).check();
        return findings.all();
    }

    /** @return the line of what was replaced */
    private int replace(String file, String right, String wrong) throws IOException {
        Path path = scratch.resolve("transformers").resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(right);
        Files.writeString(path, text.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)));
        return 1
                + (int) text.substring(0, text.indexOf(right))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
