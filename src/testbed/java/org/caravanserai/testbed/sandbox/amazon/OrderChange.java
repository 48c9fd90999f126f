package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes ORDER_CHANGE notifications: a summary without price, address or buyer. Amazon's old words are used here (Canceled,
 * AFN), other than in the Orders 2026-01-01 model.
 */
final class OrderChange {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> STATUS = Map.of(
            "PENDING",
            "Pending",
            "UNSHIPPED",
            "Unshipped",
            "PARTIALLY_SHIPPED",
            "PartiallyShipped",
            "SHIPPED",
            "Shipped",
            "CANCELLED",
            "Canceled");

    /**
     * What happened.
     *
     * @param type   OrderStatusChange or BuyerRequestedChange
     * @param reason free words, e.g. "Buyer Requested Cancel"
     * @param itemId the one item an OrderItemLevel message tells of, or null for OrderLevel
     */
    record Change(String type, String reason, String itemId) {
        static Change status(String reason) {
            return new Change("OrderStatusChange", reason, null);
        }

        static Change cancelAsked(String itemId) {
            return new Change("BuyerRequestedChange", "Buyer Requested Cancel", itemId);
        }
    }

    private OrderChange() {}

    /**
     * The message text.
     *
     * @param seller         seller id
     * @param notificationId the same for every copy of one notification
     * @param at             when it is published
     */
    static ObjectNode of(AmazonOrder order, Change change, String seller, String notificationId, Instant at) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("NotificationVersion", "1.0")
                .put("NotificationType", "ORDER_CHANGE")
                .put("PayloadVersion", "1.0");
        root.put("EventTime", Times.millis(at));
        ObjectNode body = root.putObject("Payload").putObject("OrderChangeNotification");
        body.put("NotificationLevel", change.itemId() == null ? "OrderLevel" : "OrderItemLevel")
                .put("SellerId", seller);
        body.put("AmazonOrderId", order.orderId()).put("OrderChangeType", change.type());
        body.putObject("OrderChangeTrigger")
                .put("TimeOfOrderChange", Times.millis(order.updated()))
                .put("ChangeReason", change.reason());
        summary(body.putObject("Summary"), order, change);
        root.putObject("NotificationMetadata")
                .put("ApplicationId", "amzn1.sellerapps.app.sandbox")
                .put("SubscriptionId", "sandbox-order-change")
                .put("PublishTime", Times.millis(at))
                .put("NotificationId", notificationId);
        return root;
    }

    private static void summary(ObjectNode summary, AmazonOrder order, Change change) {
        summary.put("MarketplaceId", order.marketplaceId()).put("OrderStatus", STATUS.get(order.status()));
        summary.put("PurchaseDate", Times.millis(order.created()));
        summary.put("DestinationPostalCode", order.paid() ? order.shipTo().postcode() : null);
        summary.put("FulfillmentType", order.amazonFulfils() ? "AFN" : "MFN").put("OrderType", "StandardOrder");
        summary.put(
                "NumberOfItemsShipped",
                order.items().stream().mapToInt(AmazonOrder.Item::shipped).sum());
        summary.put(
                "NumberOfItemsUnshipped",
                order.items().stream().mapToInt(AmazonOrder.Item::open).sum());
        if (order.paid() && !order.amazonFulfils()) {
            summary.put("EarliestShipDate", Times.millis(order.created()))
                    .put("LatestShipDate", Times.millis(order.shipBy()));
            summary.put("LatestDeliveryDate", Times.millis(order.deliverBy()));
        }
        ArrayNode programs = summary.putArray("OrderPrograms");
        order.programs().stream().filter("PRIME"::equals).forEach(program -> programs.add("Prime"));
        ArrayNode items = summary.putArray("OrderItems");
        List<AmazonOrder.Item> told = order.items().stream()
                .filter(item -> change.itemId() == null || change.itemId().equals(item.itemId()))
                .toList();
        told.forEach(item -> item(items.addObject(), item));
    }

    private static void item(ObjectNode node, AmazonOrder.Item item) {
        node.put("OrderItemId", item.itemId()).put("SellerSKU", item.sku()).putNull("SupplySourceId");
        node.put("Quantity", item.ordered()).put("QuantityShipped", item.shipped());
        node.put("IsBuyerRequestedCancel", item.cancelAsked() != null);
    }
}
