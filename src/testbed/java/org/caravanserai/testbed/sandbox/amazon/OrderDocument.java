package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.caravanserai.testbed.sandbox.state.Person;

/**
 * Writes an order in the shape of the Orders 2026-01-01 model. Blocks not asked for are absent, not empty; a PENDING order has
 * neither price nor tax, gift, buyer or address, whatever is asked for.
 */
final class OrderDocument {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final AmazonOrder order;
    private final Set<OrderBlock> blocks;
    private final Instant now;

    private OrderDocument(AmazonOrder order, Set<OrderBlock> blocks, Instant now) {
        this.order = order;
        this.blocks = blocks;
        this.now = now;
    }

    static ObjectNode of(AmazonOrder order, Set<OrderBlock> blocks, Instant now) {
        return new OrderDocument(order, blocks, now).write();
    }

    private ObjectNode write() {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("orderId", order.orderId());
        node.put("createdTime", Times.millis(order.created())).put("lastUpdatedTime", Times.millis(order.updated()));
        order.programs().forEach(node.putArray("programs")::add);
        node.putObject("salesChannel")
                .put("channelName", "AMAZON")
                .put("marketplaceId", order.marketplaceId())
                .put("marketplaceName", Marketplaces.name(order.marketplaceId()));
        if (order.paid()) {
            buyer(node);
            recipient(node);
            proceeds(node);
        }
        if (blocks.contains(OrderBlock.FULFILLMENT)) {
            fulfillment(node.putObject("fulfillment"));
        }
        ArrayNode items = node.putArray("orderItems");
        order.items().forEach(item -> item(items.addObject(), item));
        if (blocks.contains(OrderBlock.PACKAGES)
                && !order.amazonFulfils()
                && !order.packs().isEmpty()) {
            ArrayNode packages = node.putArray("packages");
            order.packs().forEach(pack -> pack(packages.addObject(), pack));
        }
        return node;
    }

    private void buyer(ObjectNode node) {
        if (blocks.contains(OrderBlock.BUYER)) {
            ObjectNode buyer =
                    node.putObject("buyer").put("buyerName", order.shipTo().name());
            if (!order.amazonFulfils()) {
                buyer.put("buyerEmail", order.buyerEmail());
            }
        }
    }

    private void recipient(ObjectNode node) {
        if (!blocks.contains(OrderBlock.RECIPIENT)) {
            return;
        }
        Person to = order.shipTo();
        ObjectNode address = node.putObject("recipient")
                .putObject("deliveryAddress")
                .put("name", to.name())
                .put("addressLine1", to.line1());
        if (!to.line2().isEmpty()) {
            address.put("addressLine2", to.line2());
        }
        address.put("city", to.city())
                .put("stateOrRegion", to.region())
                .put("postalCode", to.postcode())
                .put("countryCode", to.country())
                .put("addressType", "RESIDENTIAL");
        boolean phoneHidden =
                order.amazonFulfils() || order.status().equals("SHIPPED") && now.isAfter(order.deliverBy());
        if (!phoneHidden) {
            address.put("phone", to.phone());
        }
    }

    private void proceeds(ObjectNode node) {
        if (blocks.contains(OrderBlock.PROCEEDS)) {
            node.putObject("proceeds").set("grandTotal", money(order.total()));
        }
    }

    private void fulfillment(ObjectNode node) {
        node.put("fulfillmentStatus", order.status()).put("fulfilledBy", order.amazonFulfils() ? "AMAZON" : "MERCHANT");
        node.put("fulfillmentServiceLevel", order.serviceLevel());
        if (order.paid() && !order.amazonFulfils()) {
            window(node.putObject("shipByWindow"), order.shipBy());
            window(node.putObject("deliverByWindow"), order.deliverBy());
        }
    }

    private void window(ObjectNode node, Instant latest) {
        node.put("earliestDateTime", Times.seconds(order.created())).put("latestDateTime", Times.seconds(latest));
    }

    private void item(ObjectNode node, AmazonOrder.Item item) {
        node.put("orderItemId", item.itemId()).put("quantityOrdered", item.ordered());
        ObjectNode product = node.putObject("product").put("asin", item.asin()).put("sellerSku", item.sku());
        product.putObject("condition").put("conditionType", "NEW").put("conditionSubtype", "NEW");
        if (order.paid()) {
            product.putObject("price").set("unitPrice", money(item.unitPrice()));
            itemProceeds(node, item);
        }
        if (blocks.contains(OrderBlock.CANCELLATION)) {
            cancellation(node, item);
        }
        if (blocks.contains(OrderBlock.FULFILLMENT)) {
            ObjectNode fulfillment = node.putObject("fulfillment")
                    .put("quantityFulfilled", item.shipped())
                    .put("quantityUnfulfilled", item.open());
            if (order.paid() && item.giftMessage() != null) {
                fulfillment
                        .putObject("packing")
                        .putObject("giftOption")
                        .put("giftMessage", item.giftMessage())
                        .put("giftWrapLevel", "STANDARD");
            }
        }
    }

    private void itemProceeds(ObjectNode node, AmazonOrder.Item item) {
        if (blocks.contains(OrderBlock.PROCEEDS)) {
            ObjectNode proceeds = node.putObject("proceeds");
            proceeds.set("proceedsTotal", money(order.proceeds(item)));
            ArrayNode parts = proceeds.putArray("breakdowns");
            parts.addObject().put("type", "ITEM").set("subtotal", money(item.itemTotal()));
            if (item.shipping().signum() != 0) {
                parts.addObject().put("type", "SHIPPING").set("subtotal", money(item.shipping()));
            }
            BigDecimal tax = item.tax().add(item.shippingTax());
            if (!order.taxesIncluded() && tax.signum() != 0) {
                tax(parts.addObject().put("type", "TAX"), item, tax);
            }
        }
        if (blocks.contains(OrderBlock.TAX) && item.tax().signum() != 0) {
            node.putObject("tax")
                    .putArray("taxCollections")
                    .addObject()
                    .put("model", "MARKETPLACE_FACILITATOR")
                    .put("responsibleParty", "Amazon Services, Inc.");
        }
    }

    private void tax(ObjectNode node, AmazonOrder.Item item, BigDecimal sum) {
        node.set("subtotal", money(sum));
        ArrayNode details = node.putArray("detailedBreakdowns");
        details.addObject().put("subtype", "ITEM").set("value", money(item.tax()));
        if (item.shippingTax().signum() != 0) {
            details.addObject().put("subtype", "SHIPPING").set("value", money(item.shippingTax()));
        }
    }

    private void cancellation(ObjectNode node, AmazonOrder.Item item) {
        if (item.cancelAsked() == null && item.cancelledBy() == null) {
            return;
        }
        ObjectNode cancellation = node.putObject("cancellation");
        if (item.cancelAsked() != null) {
            cancellation
                    .putObject("cancellationRequest")
                    .put("requester", "BUYER")
                    .put("cancelReason", item.cancelAsked());
        }
        if (item.cancelledBy() != null) {
            cancellation.putObject("cancellationExecution").put("cancelledBy", item.cancelledBy());
        }
    }

    private static void pack(ObjectNode node, AmazonOrder.Pack pack) {
        node.put("packageReferenceId", pack.reference()).put("createdTime", Times.millis(pack.confirmedAt()));
        node.putObject("packageStatus").put("status", "SHIPPED");
        node.put("carrier", pack.carrier());
        node.put("shipTime", Times.millis(pack.shippedAt())).put("trackingNumber", pack.tracking());
        if (!pack.method().isEmpty()) {
            node.put("shippingService", pack.method());
        }
        ArrayNode contents = node.putArray("packageItems");
        pack.contents()
                .forEach(content -> contents.addObject()
                        .put("orderItemId", content.lineId())
                        .put("quantity", content.quantity()));
    }

    private ObjectNode money(BigDecimal amount) {
        return MAPPER.createObjectNode().put("amount", amount.toPlainString()).put("currencyCode", order.currency());
    }
}
