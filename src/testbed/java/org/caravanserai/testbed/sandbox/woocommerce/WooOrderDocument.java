package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.Person;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;

/**
 * Writes an order in the shape of REST v3. Line totals are net and for the whole line; {@code price} is a number, rounded,
 * and must not be multiplied back.
 */
final class WooOrderDocument {

    private static final long TAX_RATE_ID = 75;
    private final SandboxOrder order;
    private final ObjectNode node = SandboxJson.object();

    private WooOrderDocument(SandboxOrder order) {
        this.order = order;
    }

    static ObjectNode of(SandboxOrder order) {
        return new WooOrderDocument(order).write();
    }

    private ObjectNode write() {
        node.put("id", Long.parseLong(order.id)).put("parent_id", 0).put("status", WooStatus.of(order));
        node.put("currency", order.currency).put("version", "10.4.3").put("prices_include_tax", order.taxesIncluded);
        dates("created", order.placedAt);
        dates("modified", WooLife.modified(order));
        totals();
        node.put("customer_id", 0).put("order_key", "wc_order_" + Long.toString(Long.parseLong(order.id) * 7919, 36));
        address(node.putObject("billing")).put("email", order.buyer.email()).put("phone", order.buyer.phone());
        ObjectNode shipping = node.putObject("shipping");
        if (order.lines.stream().anyMatch(line -> line.requiresShipping)) {
            address(shipping).put("phone", "");
        }
        payment();
        node.put("customer_ip_address", "192.0.2.10")
                .put("customer_user_agent", "Mozilla/5.0")
                .put("created_via", "checkout");
        node.put("customer_note", order.note == null ? "" : order.note);
        dates("completed", instant("completedAt"));
        dates("paid", order.paidAt);
        node.put("cart_hash", "").put("number", order.number);
        JsonNode meta = order.extra.path("meta");
        node.set("meta_data", meta.isArray() ? meta.deepCopy() : SandboxJson.array());
        ArrayNode lines = node.putArray("line_items");
        order.lines.forEach(line -> line(lines.addObject(), line));
        charges();
        node.set("refunds", refunds());
        node.put("currency_symbol", "$")
                .put("is_editable", false)
                .put("needs_payment", order.paidAt == null)
                .put("needs_processing", true);
        return node;
    }

    private void dates(String what, Instant at) {
        node.put("date_" + what, WooTime.site(at)).put("date_" + what + "_gmt", WooTime.gmt(at));
    }

    private Instant instant(String field) {
        return order.extra.path(field).isTextual()
                ? Instant.parse(order.extra.path(field).asText())
                : null;
    }

    private void totals() {
        BigDecimal discount = order.lines.stream().map(line -> line.discount).reduce(BigDecimal.ZERO, BigDecimal::add);
        node.put("discount_total", money(discount)).put("discount_tax", "0.00");
        node.put("shipping_total", money(shippingNet())).put("shipping_tax", money(order.shippingTax));
        node.put("cart_tax", money(cartTax())).put("total", money(order.total()));
        node.put("total_tax", money(cartTax().add(order.shippingTax)));
    }

    private BigDecimal cartTax() {
        return order.lines.stream().map(line -> line.tax).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal shippingNet() {
        return order.taxesIncluded ? order.shippingPrice.subtract(order.shippingTax) : order.shippingPrice;
    }

    private ObjectNode address(ObjectNode address) {
        Person to = order.buyer;
        return address.put("first_name", to.firstName())
                .put("last_name", to.lastName())
                .put("company", to.company() == null ? "" : to.company())
                .put("address_1", to.line1())
                .put("address_2", to.line2() == null ? "" : to.line2())
                .put("city", to.city())
                .put("state", to.region() == null ? "" : to.region())
                .put("postcode", to.postcode())
                .put("country", to.country());
    }

    private void payment() {
        node.put("payment_method", order.paidAt == null ? "bacs" : "stripe")
                .put("payment_method_title", order.paidAt == null ? "Direct bank transfer" : "Credit card")
                .put("transaction_id", order.paidAt == null ? "" : "ch_sandbox_" + order.id);
    }

    private void line(ObjectNode item, OrderLine line) {
        BigDecimal gross = line.unitPrice.multiply(BigDecimal.valueOf(line.quantity));
        BigDecimal subtotal = order.taxesIncluded ? gross.subtract(line.tax) : gross;
        BigDecimal total = subtotal.subtract(line.discount);
        item.put("id", Long.parseLong(line.lineId)).put("name", escaped(line.title));
        item.put("product_id", line.extra.path("productId").asLong())
                .put("variation_id", line.extra.path("variationId").asLong());
        item.put("quantity", line.quantity)
                .put("tax_class", "")
                .put("subtotal", money(subtotal))
                .put("subtotal_tax", money(line.tax));
        item.put("total", money(total)).put("total_tax", money(line.tax));
        ArrayNode taxes = item.putArray("taxes");
        if (line.tax.signum() != 0) {
            taxes.addObject()
                    .put("id", TAX_RATE_ID)
                    .put("total", bare(line.tax))
                    .put("subtotal", bare(line.tax));
        }
        JsonNode meta = line.extra.path("meta");
        item.set("meta_data", meta.isArray() ? meta.deepCopy() : SandboxJson.array());
        item.put("sku", line.sku).put("global_unique_id", "");
        item.put(
                "price",
                total.divide(BigDecimal.valueOf(Math.max(1, line.quantity)), 6, RoundingMode.HALF_UP)
                        .stripTrailingZeros());
        item.putObject("image").put("id", "").put("src", "");
        item.putNull("parent_name");
    }

    private void charges() {
        ArrayNode taxes = node.putArray("tax_lines");
        if (cartTax().signum() != 0 || order.shippingTax.signum() != 0) {
            taxes.addObject()
                    .put("id", Long.parseLong(order.id) * 10 + 1)
                    .put("rate_code", "US-CA-STATE TAX-1")
                    .put("rate_id", TAX_RATE_ID)
                    .put("label", "State Tax")
                    .put("compound", false)
                    .put("tax_total", money(cartTax()))
                    .put("shipping_tax_total", money(order.shippingTax));
        }
        ArrayNode shipping = node.putArray("shipping_lines");
        if (order.lines.stream().anyMatch(line -> line.requiresShipping)) {
            ObjectNode way = shipping.addObject()
                    .put("id", Long.parseLong(order.id) * 10 + 2)
                    .put("method_title", order.shippingTitle)
                    .put("method_id", method())
                    .put("instance_id", "3")
                    .put("total", money(shippingNet()))
                    .put("total_tax", money(order.shippingTax));
            way.putArray("taxes");
            way.putArray("meta_data");
        }
        JsonNode fees = order.extra.path("fees");
        node.set("fee_lines", fees.isArray() ? fees.deepCopy() : SandboxJson.array());
        node.putArray("coupon_lines");
    }

    private String method() {
        return order.shippingTitle.toLowerCase(java.util.Locale.ROOT).contains("pickup")
                ? "local_pickup"
                : order.shippingPrice.signum() == 0 ? "free_shipping" : "flat_rate";
    }

    private ArrayNode refunds() {
        ArrayNode refunds = SandboxJson.array();
        order.extra
                .path("refunds")
                .forEach(refund -> refunds.addObject()
                        .put("id", refund.path("id").asLong())
                        .put("reason", refund.path("reason").asText())
                        .put("total", "-" + refund.path("amount").asText()));
        return refunds;
    }

    /** Titles pass through WordPress' texturize: quotes, dashes and ampersands arrive as entities. */
    private static String escaped(String title) {
        return title == null
                ? ""
                : title.replace("&", "&amp;").replace(" - ", " &ndash; ").replace("–", "&ndash;");
    }

    private static String money(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /** Tax parts are written without padding: "0.9". */
    private static String bare(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
