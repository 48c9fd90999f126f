package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.sandbox.state.Fulfilment;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.Person;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** An order as the GraphQL schema shows it: nested maps by field name; connections are plain lists here. */
final class OrderView {

    private final Shop shop;
    private final SandboxOrder order;
    private final OrderFacts facts;
    private final Money money;
    private final Instant now;
    private final Map<String, Object> root = new HashMap<>();

    OrderView(Shop shop, SandboxOrder order, Instant now) {
        this.shop = shop;
        this.order = order;
        this.facts = new OrderFacts(order);
        this.money = facts.money();
        this.now = now;
    }

    Map<String, Object> map() {
        root.put("id", Gid.of("Order", order.id));
        root.put("legacyResourceId", order.id);
        root.put("name", order.number);
        root.put("number", order.extra.path("index").asInt() + 1000);
        root.put("createdAt", OrderFacts.utc(order.placedAt));
        root.put("processedAt", OrderFacts.utc(order.placedAt));
        root.put("updatedAt", OrderFacts.utc(order.updatedAt));
        root.put("cancelledAt", OrderFacts.utc(order.cancelledAt));
        root.put("cancelReason", order.cancelReason);
        root.put("cancellation", order.cancelled() ? new HashMap<>(Map.of("staffNote", "")) : null);
        root.put("closed", false);
        root.put("confirmed", true);
        root.put("edited", order.extra.path("edited").asBoolean());
        root.put("test", order.test);
        root.put("unpaid", order.paidAt == null);
        root.put("fullyPaid", order.paidAt != null);
        root.put("displayFinancialStatus", Financial.of(order));
        root.put(
                "displayFulfillmentStatus",
                switch (facts.fulfilment()) {
                    case "none" -> "UNFULFILLED";
                    case "some" -> "PARTIALLY_FULFILLED";
                    default -> "FULFILLED";
                });
        root.put("currencyCode", order.currency);
        root.put("presentmentCurrencyCode", money.presentment());
        root.put("sourceName", "web");
        root.put("confirmationNumber", order.extra.path("confirmation").asText());
        root.put("tags", List.of());
        root.put("note", order.note);
        root.put("customAttributes", attributes(order.extra.path("noteAttributes")));
        amounts();
        buyer();
        List<Map<String, Object>> lines = order.lines.stream().map(this::line).toList();
        root.put("lineItems", lines);
        root.put("shippingLine", facts.ships() ? shipping() : null);
        root.put("shippingLines", facts.ships() ? List.of(shipping()) : List.of());
        root.put("requiresShipping", order.lines.stream().anyMatch(l -> l.requiresShipping));
        root.put(
                "fulfillments",
                order.fulfilments.stream().map(f -> fulfilment(f, lines)).toList());
        root.put("refunds", Refunds.views(order, lines));
        root.put(
                "fulfillmentOrders",
                FulfilmentOrders.of(order, now).stream()
                        .map(n -> fulfilmentOrder(n, lines))
                        .toList());
        return root;
    }

    private void amounts() {
        root.put("taxesIncluded", order.taxesIncluded);
        root.put("taxLines", List.of(taxLine(facts.tax(), rate(order.lines.get(0)))));
        root.put("currentTaxLines", List.of(taxLine(facts.currentTax(), rate(order.lines.get(0)))));
        root.put("subtotalPriceSet", money.bag(facts.subtotal()));
        root.put("currentSubtotalPriceSet", money.bag(facts.currentSubtotal()));
        root.put("totalPriceSet", money.bag(order.total()));
        root.put("originalTotalPriceSet", money.bag(order.total()));
        root.put("currentTotalPriceSet", money.bag(facts.currentTotal()));
        root.put("totalTaxSet", money.bag(facts.tax()));
        root.put("currentTotalTaxSet", money.bag(facts.currentTax()));
        root.put("totalDiscountsSet", money.bag(facts.discounts()));
        root.put("currentTotalDiscountsSet", money.bag(facts.currentDiscounts()));
        root.put("totalShippingPriceSet", money.bag(order.shippingPrice));
        root.put("currentShippingPriceSet", money.bag(order.shippingPrice));
        root.put("totalTipReceivedSet", money.bag(BigDecimal.ZERO));
        BigDecimal received = order.paidAt == null ? BigDecimal.ZERO : order.total();
        root.put("totalOutstandingSet", money.bag(order.total().subtract(received)));
        root.put("totalReceivedSet", money.bag(received));
        root.put("totalRefundedSet", money.bag(BigDecimal.ZERO));
        root.put("netPaymentSet", money.bag(received));
        boolean off = facts.discounts().signum() > 0;
        root.put("discountCode", off ? "WELCOME10" : null);
        root.put("discountCodes", off ? List.of("WELCOME10") : List.of());
    }

    private static BigDecimal rate(OrderLine line) {
        return new BigDecimal(line.extra.path("taxRate").asText("0"));
    }

    private Map<String, Object> taxLine(BigDecimal amount, BigDecimal rate) {
        return Map.of(
                "title",
                "Tax",
                "rate",
                rate,
                "ratePercentage",
                rate.movePointRight(2),
                "priceSet",
                money.bag(amount),
                "channelLiable",
                false);
    }

    private void buyer() {
        Person buyer = order.buyer;
        root.put("email", buyer.email());
        root.put("customerLocale", "en");
        root.put("billingAddress", address(buyer));
        root.put("shippingAddress", facts.ships() ? address(buyer) : null);
        if (!order.extra.path("guest").asBoolean()) {
            String id = order.extra.path("customerId").asText();
            root.put(
                    "customer",
                    Map.of(
                            "id",
                            Gid.of("Customer", id),
                            "legacyResourceId",
                            id,
                            "displayName",
                            buyer.name(),
                            "firstName",
                            buyer.firstName(),
                            "lastName",
                            buyer.lastName(),
                            "locale",
                            "en",
                            "defaultEmailAddress",
                            Map.of("emailAddress", buyer.email())));
        }
    }

    private Map<String, Object> address(Person person) {
        Map<String, Object> address = new HashMap<>();
        address.put("id", Gid.of("MailingAddress", order.id));
        address.put("firstName", person.firstName());
        address.put("lastName", person.lastName());
        address.put("name", person.name());
        address.put("company", RestBody.blankToNull(person.company()));
        address.put("address1", person.line1());
        address.put("address2", RestBody.blankToNull(person.line2()));
        address.put("city", person.city());
        address.put("province", RestBody.blankToNull(person.regionName()));
        address.put("provinceCode", RestBody.blankToNull(person.region()));
        address.put("zip", person.postcode());
        address.put("country", person.countryName());
        address.put("countryCodeV2", person.country());
        address.put("phone", person.phone());
        return address;
    }

    private static List<Map<String, Object>> attributes(JsonNode named) {
        List<Map<String, Object>> list = new ArrayList<>();
        named.forEach(n -> list.add(
                Map.of("key", n.path("name").asText(), "value", n.path("value").asText())));
        return list;
    }

    private Map<String, Object> line(OrderLine line) {
        Map<String, Object> node = new HashMap<>();
        int shipped = order.fulfilled(line.lineId);
        node.put("id", Gid.of("LineItem", line.lineId));
        node.put("name", line.title);
        node.put("title", line.title);
        node.put("sku", RestBody.blankToNull(line.sku));
        node.put("vendor", shop.name);
        node.put("quantity", line.quantity);
        node.put("currentQuantity", line.current());
        node.put("unfulfilledQuantity", order.open(line));
        node.put("nonFulfillableQuantity", order.cancelled() ? Math.max(0, line.toLeave() - shipped) : 0);
        node.put("refundableQuantity", line.current());
        node.put("requiresShipping", line.requiresShipping);
        node.put(
                "fulfillmentService",
                Map.of("id", Gid.of("FulfillmentService", "manual"), "handle", "manual", "serviceName", "Manual"));
        node.put("taxable", true);
        node.put("isGiftCard", false);
        node.put("customAttributes", attributes(line.extra.path("properties")));
        BigDecimal gross = facts.gross(line);
        BigDecimal net = gross.subtract(line.discount);
        node.put("originalUnitPriceSet", money.bag(line.unitPrice));
        node.put("originalTotalSet", money.bag(gross));
        node.put("discountedUnitPriceSet", money.bag(line.unitPrice));
        node.put("discountedTotalSet", money.bag(gross));
        node.put("totalDiscountSet", money.bag(BigDecimal.ZERO));
        node.put(
                "discountAllocations",
                line.discount.signum() == 0
                        ? List.of()
                        : List.of(Map.of("allocatedAmountSet", money.bag(gross.subtract(net)))));
        node.put("taxLines", List.of(taxLine(line.tax, rate(line))));
        if (line.extra.has("variantId")) {
            node.put(
                    "product",
                    Map.of(
                            "id",
                            Gid.of("Product", line.extra.path("productId").asText()),
                            "legacyResourceId",
                            line.extra.path("productId").asText(),
                            "title",
                            line.title));
            node.put(
                    "variant",
                    shop.listing(line.sku).map(l -> StockView.variant(shop, l)).orElse(null));
        }
        return node;
    }

    private Map<String, Object> shipping() {
        Map<String, Object> node = new HashMap<>();
        node.put("id", Gid.of("ShippingLine", order.extra.path("shippingLineId").asText()));
        node.put("code", order.shippingTitle);
        node.put("title", order.shippingTitle);
        node.put("source", "shopify");
        node.put("isRemoved", false);
        node.put("originalPriceSet", money.bag(order.shippingPrice));
        node.put("discountedPriceSet", money.bag(order.shippingPrice));
        node.put("discountAllocations", List.of());
        node.put("taxLines", List.of(taxLine(order.shippingTax, rate(order.lines.get(0)))));
        return node;
    }

    private Map<String, Object> named(List<Map<String, Object>> lines, String lineId) {
        String gid = Gid.of("LineItem", lineId);
        return lines.stream().filter(l -> gid.equals(l.get("id"))).findFirst().orElseThrow();
    }

    private Map<String, Object> fulfilment(Fulfilment parcel, List<Map<String, Object>> lines) {
        Map<String, Object> node = new HashMap<>();
        node.put("id", Gid.of("Fulfillment", parcel.id));
        node.put("legacyResourceId", parcel.id);
        node.put("name", parcel.extra.path("name").asText());
        node.put("status", parcel.cancelledAt == null ? "SUCCESS" : "CANCELLED");
        node.put("displayStatus", parcel.cancelledAt == null ? "FULFILLED" : "CANCELED");
        node.put("createdAt", OrderFacts.utc(parcel.at));
        node.put("updatedAt", OrderFacts.utc(parcel.at));
        node.put(
                "totalQuantity",
                parcel.lines.stream().mapToInt(Fulfilment.Part::quantity).sum());
        node.put("requiresShipping", true);
        node.put(
                "location",
                StockView.location(shop, parcel.extra.path("location").asText()));
        node.put("order", root);
        List<Map<String, Object>> tracking = new ArrayList<>();
        if (parcel.tracking != null || parcel.carrier != null || parcel.url != null) {
            Map<String, Object> info = new HashMap<>();
            info.put("number", parcel.tracking);
            info.put("company", parcel.carrier);
            info.put("url", parcel.url);
            tracking.add(info);
        }
        node.put("trackingInfo", tracking);
        node.put(
                "fulfillmentLineItems",
                parcel.lines.stream()
                        .map(part -> Map.of(
                                "id",
                                Gid.of(
                                        "FulfillmentLineItem",
                                        parcel.id
                                                + part.lineId()
                                                        .substring(part.lineId().length() - 3)),
                                "quantity",
                                part.quantity(),
                                "lineItem",
                                named(lines, part.lineId())))
                        .toList());
        return node;
    }

    private Map<String, Object> fulfilmentOrder(ObjectNode one, List<Map<String, Object>> lines) {
        Map<String, Object> node = new HashMap<>();
        boolean open = !one.path("status").asText().equals("CLOSED");
        Map<String, Object> location =
                StockView.location(shop, one.path("location").asText());
        node.put("id", Gid.of("FulfillmentOrder", one.path("id").asText()));
        node.put("orderId", Gid.of("Order", order.id));
        node.put("orderName", order.number);
        node.put("order", root);
        node.put("status", one.path("status").asText());
        node.put("requestStatus", "UNSUBMITTED");
        node.put(
                "supportedActions",
                open
                        ? List.of(
                                Map.of("action", "CREATE_FULFILLMENT"),
                                Map.of("action", "MOVE"),
                                Map.of("action", "HOLD"))
                        : List.of());
        node.put("assignedLocation", Map.of("location", location, "name", location.get("name"), "countryCode", "US"));
        node.put("createdAt", OrderFacts.utc(order.placedAt));
        node.put("updatedAt", OrderFacts.utc(order.updatedAt));
        node.put(
                "deliveryMethod",
                Map.of(
                        "id",
                        Gid.of("DeliveryMethod", order.id),
                        "methodType",
                        facts.pickup() ? "PICK_UP" : facts.ships() ? "SHIPPING" : "NONE"));
        List<Object> nodes = new ArrayList<>();
        for (JsonNode line : one.path("lines")) {
            OrderLine bought = order.line(line.path("lineId").asText());
            Map<String, Object> item = new HashMap<>();
            item.put("id", Gid.of("FulfillmentOrderLineItem", line.path("id").asText()));
            item.put("totalQuantity", line.path("total").asInt());
            item.put("remainingQuantity", line.path("remaining").asInt());
            item.put("requiresShipping", bought.requiresShipping);
            item.put("sku", RestBody.blankToNull(bought.sku));
            item.put("productTitle", bought.title);
            item.put("lineItem", named(lines, bought.lineId));
            shop.listing(bought.sku)
                    .ifPresent(l -> item.put(
                            "inventoryItemId",
                            Gid.of(
                                    "InventoryItem",
                                    l.extra.path("inventoryItemId").asText())));
            nodes.add(item);
        }
        node.put("lineItems", nodes);
        return node;
    }
}
