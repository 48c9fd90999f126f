package org.caravanserai.testbed.sandbox.shopify;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.state.Fulfilment;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.Person;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** The body of an orders/* webhook: the whole order in REST shape; ids are numbers, money is text, dates carry the shop's offset. */
final class RestBody {

    private final Shop shop;
    private final SandboxOrder order;
    private final OrderFacts facts;
    private final Money money;

    RestBody(Shop shop, SandboxOrder order) {
        this.shop = shop;
        this.order = order;
        this.facts = new OrderFacts(order);
        this.money = facts.money();
    }

    byte[] bytes() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", Long.parseLong(order.id));
        body.put("admin_graphql_api_id", Gid.of("Order", order.id));
        head(body);
        amounts(body);
        buyer(body);
        body.put("line_items", order.lines.stream().map(this::line).toList());
        body.put("shipping_lines", facts.ships() ? List.of(shipping()) : List.of());
        body.put(
                "fulfillments", order.fulfilments.stream().map(this::fulfilment).toList());
        body.put("refunds", Refunds.rest(shop, order));
        body.put("payment_terms", null);
        return SandboxJson.bytes(body);
    }

    private String local(java.time.Instant at) {
        return OrderFacts.local(at, ShopifyShop.offset(shop));
    }

    private void head(Map<String, Object> body) {
        String shipped = facts.fulfilment();
        body.put("app_id", 580111);
        body.put("cancel_reason", order.cancelled() ? order.cancelReason.toLowerCase(Locale.ROOT) : null);
        body.put("cancelled_at", local(order.cancelledAt));
        body.put("closed_at", null);
        body.put("confirmation_number", order.extra.path("confirmation").asText());
        body.put("confirmed", true);
        body.put("created_at", local(order.placedAt));
        body.put("currency", order.currency);
        body.put("customer_locale", "en");
        body.put("financial_status", Financial.of(order).toLowerCase(Locale.ROOT));
        body.put("fulfillment_status", shipped.equals("none") ? null : shipped.equals("all") ? "fulfilled" : "partial");
        body.put("name", order.number);
        body.put("note", order.note);
        body.put("note_attributes", order.extra.has("noteAttributes") ? order.extra.path("noteAttributes") : List.of());
        body.put("number", order.extra.path("index").asInt());
        body.put("order_number", order.extra.path("index").asInt() + 1000);
        body.put("payment_gateway_names", List.of("bogus"));
        body.put("po_number", null);
        body.put("presentment_currency", money.presentment());
        body.put("processed_at", local(order.placedAt));
        body.put("source_name", "web");
        body.put("tags", "");
        body.put("taxes_included", order.taxesIncluded);
        body.put("test", order.test);
        body.put("updated_at", local(order.updatedAt));
    }

    private void amounts(Map<String, Object> body) {
        both(body, "current_subtotal_price", facts.currentSubtotal());
        both(body, "current_total_discounts", facts.currentDiscounts());
        both(body, "current_total_price", facts.currentTotal());
        both(body, "current_total_tax", facts.currentTax());
        both(body, "subtotal_price", facts.subtotal());
        both(body, "total_discounts", facts.discounts());
        both(body, "total_line_items_price", facts.items());
        both(body, "total_price", order.total());
        both(body, "total_tax", facts.tax());
        body.put("total_shipping_price_set", money.restSet(order.shippingPrice));
        body.put("total_outstanding", money.rest(order.paidAt == null ? order.total() : BigDecimal.ZERO));
        body.put("total_tip_received", money.rest(BigDecimal.ZERO));
        body.put("original_total_duties_set", null);
        body.put(
                "total_weight",
                order.lines.stream()
                        .mapToInt(l -> l.extra.path("grams").asInt() * l.quantity)
                        .sum());
        body.put(
                "tax_lines",
                List.of(taxLine(
                        facts.tax(),
                        new BigDecimal(order.lines.get(0).extra.path("taxRate").asText("0")))));
        boolean off = facts.discounts().signum() > 0;
        body.put(
                "discount_codes",
                off
                        ? List.of(Map.of(
                                "code", "WELCOME10", "amount", money.rest(facts.discounts()), "type", "percentage"))
                        : List.of());
        body.put(
                "discount_applications",
                off
                        ? List.of(Map.of(
                                "target_type",
                                "line_item",
                                "type",
                                "discount_code",
                                "value",
                                "10.0",
                                "value_type",
                                "percentage",
                                "allocation_method",
                                "across",
                                "target_selection",
                                "all",
                                "code",
                                "WELCOME10"))
                        : List.of());
    }

    private void both(Map<String, Object> body, String name, BigDecimal amount) {
        body.put(name, money.rest(amount));
        body.put(name + "_set", money.restSet(amount));
    }

    private Map<String, Object> taxLine(BigDecimal amount, BigDecimal rate) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("price", money.rest(amount));
        line.put("rate", rate);
        line.put("title", "Tax");
        line.put("price_set", money.restSet(amount));
        line.put("channel_liable", false);
        return line;
    }

    private void buyer(Map<String, Object> body) {
        Person buyer = order.buyer;
        Map<String, Object> address = address(buyer);
        body.put("email", buyer.email());
        body.put("contact_email", buyer.email());
        body.put("phone", null);
        body.put("billing_address", address);
        body.put("shipping_address", facts.ships() ? address : null);
        if (order.extra.path("guest").asBoolean()) {
            body.put("customer", null);
            return;
        }
        Map<String, Object> customer = new LinkedHashMap<>();
        customer.put("id", order.extra.path("customerId").asLong());
        customer.put("email", buyer.email());
        customer.put("first_name", buyer.firstName());
        customer.put("last_name", buyer.lastName());
        customer.put("phone", null);
        customer.put(
                "admin_graphql_api_id",
                Gid.of("Customer", order.extra.path("customerId").asText()));
        body.put("customer", customer);
    }

    private static Map<String, Object> address(Person person) {
        Map<String, Object> address = new LinkedHashMap<>();
        address.put("first_name", person.firstName());
        address.put("last_name", person.lastName());
        address.put("name", person.name());
        address.put("company", blankToNull(person.company()));
        address.put("address1", person.line1());
        address.put("address2", blankToNull(person.line2()));
        address.put("city", person.city());
        address.put("province", blankToNull(person.regionName()));
        address.put("province_code", blankToNull(person.region()));
        address.put("zip", person.postcode());
        address.put("country", person.countryName());
        address.put("country_code", person.country());
        address.put("phone", person.phone());
        return address;
    }

    static String blankToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private Map<String, Object> line(OrderLine line) {
        int shipped = order.fulfilled(line.lineId);
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("id", Long.parseLong(line.lineId));
        node.put("admin_graphql_api_id", Gid.of("LineItem", line.lineId));
        node.put("current_quantity", line.current());
        node.put("fulfillable_quantity", order.open(line));
        node.put("fulfillment_service", "manual");
        node.put("fulfillment_status", shipped == 0 ? null : shipped >= line.toLeave() ? "fulfilled" : "partial");
        node.put("gift_card", false);
        node.put("grams", line.extra.path("grams").asInt());
        node.put("name", line.title);
        node.put("price", money.rest(line.unitPrice));
        node.put("price_set", money.restSet(line.unitPrice));
        boolean custom = line.extra.path("variantId").isMissingNode();
        node.put("product_exists", !custom);
        node.put("product_id", custom ? null : line.extra.path("productId").asLong());
        node.put("properties", line.extra.has("properties") ? line.extra.path("properties") : List.of());
        node.put("quantity", line.quantity);
        node.put("requires_shipping", line.requiresShipping);
        node.put("sku", blankToNull(line.sku));
        node.put("taxable", true);
        node.put("title", line.title);
        node.put("total_discount", "0.00");
        node.put("total_discount_set", money.restSet(BigDecimal.ZERO));
        node.put("variant_id", custom ? null : line.extra.path("variantId").asLong());
        node.put("variant_inventory_management", custom ? null : "shopify");
        node.put("variant_title", null);
        node.put("vendor", shop.name);
        node.put(
                "tax_lines",
                List.of(taxLine(
                        line.tax, new BigDecimal(line.extra.path("taxRate").asText("0")))));
        node.put("duties", List.of());
        List<Object> discounts = new ArrayList<>();
        if (line.discount.signum() > 0) {
            discounts.add(Map.of(
                    "amount",
                    money.rest(line.discount),
                    "amount_set",
                    money.restSet(line.discount),
                    "discount_application_index",
                    0));
        }
        node.put("discount_allocations", discounts);
        return node;
    }

    private Map<String, Object> shipping() {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("id", order.extra.path("shippingLineId").asLong());
        node.put("carrier_identifier", null);
        node.put("code", order.shippingTitle);
        node.put("discounted_price", money.rest(order.shippingPrice));
        node.put("discounted_price_set", money.restSet(order.shippingPrice));
        node.put("is_removed", false);
        node.put("phone", null);
        node.put("price", money.rest(order.shippingPrice));
        node.put("price_set", money.restSet(order.shippingPrice));
        node.put("source", "shopify");
        node.put("title", order.shippingTitle);
        node.put(
                "tax_lines",
                List.of(taxLine(
                        order.shippingTax,
                        new BigDecimal(order.lines.get(0).extra.path("taxRate").asText("0")))));
        node.put("discount_allocations", List.of());
        return node;
    }

    private Map<String, Object> fulfilment(Fulfilment parcel) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("id", Long.parseLong(parcel.id));
        node.put("admin_graphql_api_id", Gid.of("Fulfillment", parcel.id));
        node.put("created_at", local(parcel.at));
        node.put("location_id", parcel.extra.path("location").asLong());
        node.put("name", parcel.extra.path("name").asText());
        node.put("order_id", Long.parseLong(order.id));
        node.put("status", parcel.cancelledAt == null ? "success" : "cancelled");
        node.put("tracking_company", parcel.carrier);
        node.put("tracking_number", parcel.tracking);
        node.put("tracking_numbers", parcel.tracking == null ? List.of() : List.of(parcel.tracking));
        node.put("tracking_url", parcel.url);
        node.put("updated_at", local(parcel.cancelledAt == null ? parcel.at : parcel.cancelledAt));
        node.put(
                "line_items",
                parcel.lines.stream()
                        .map(part -> {
                            Map<String, Object> line = line(order.line(part.lineId()));
                            line.put("quantity", part.quantity());
                            return line;
                        })
                        .toList());
        return node;
    }
}
