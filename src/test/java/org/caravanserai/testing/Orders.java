package org.caravanserai.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Canonical orders and reports for tests that are not about mapping; made-up people only. */
public final class Orders {

    /** A day before anything here is placed, stated, counted or shipped. */
    public static final String DAY_BEFORE = "2026-11-22T09:00:00.000Z";

    private Orders() {}

    /** An open, paid order. @param skusAndQuantities SKU, quantity, SKU, quantity ... */
    public static ObjectNode order(String orderId, String version, Object... skusAndQuantities) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("schema", "order.v1")
                .put("channel", "shopify")
                .put("orderId", orderId)
                .put("number", "#" + orderId)
                .put("rawRef", "gid://shopify/Order/" + orderId);
        order.putObject("references");
        order.put("version", version)
                .put("placedAt", "2026-11-23T09:00:00.000Z")
                .put("paidAt", "2026-11-23T09:00:00.000Z")
                .putNull("shipBy")
                .putNull("deliverBy")
                .put("status", "open");
        order.putObject("channelStatus")
                .put("payment", "paid")
                .putNull("fulfilment")
                .putNull("order");
        order.putNull("cancellation").put("fulfilledBy", "merchant");
        order.putArray("programs");
        order.putArray("tags");
        order.putObject("serviceLevel").put("level", "standard").put("channel", "Standard");
        order.put("test", false)
                .put("gift", false)
                .put("currency", "USD")
                .put("presentmentCurrency", "USD")
                .put("taxesIncluded", false)
                .putNull("taxRemittedBy");
        order.putObject("totals")
                .put("items", "10.00")
                .put("discount", "0.00")
                .put("shipping", "0.00")
                .put("tax", "0.00")
                .put("fees", "0.00")
                .put("total", "10.00")
                .put("presentmentTotal", "10.00");
        ArrayNode lines = order.putArray("lines");
        for (int i = 0; i < skusAndQuantities.length; i += 2) {
            line(lines, orderId + "-" + (i / 2 + 1), (String) skusAndQuantities[i], (Integer) skusAndQuantities[i + 1]);
        }
        order.putArray("parcels");
        order.putArray("shipping");
        order.putArray("fees");
        order.putObject("destination")
                .put("country", "US")
                .put("region", "CA")
                .put("postcodePrefix", "941")
                .put("kind", "ship");
        order.putArray("alerts");
        ObjectNode personal = order.putObject("personal");
        personal.putObject("buyer")
                .put("name", "Ada Muster")
                .put("email", "ada@example.org")
                .putNull("phone")
                .putNull("channelCustomerId");
        personal.putObject("shipTo")
                .put("name", "Ada Muster")
                .putNull("company")
                .put("line1", "1 Sample Street")
                .putNull("line2")
                .putNull("line3")
                .put("city", "Springfield")
                .put("region", "CA")
                .put("postcode", "94110")
                .put("country", "US")
                .putNull("phone");
        personal.putNull("billTo").putNull("note");
        personal.putArray("giftMessages");
        personal.putArray("properties");
        return order;
    }

    private static void line(ArrayNode lines, String lineId, String sku, int quantity) {
        ObjectNode line = lines.addObject();
        line.put("lineId", lineId);
        line.putArray("unitIds");
        line.put("sku", sku)
                .put("title", "Sample " + sku)
                .put("ordered", quantity)
                .put("open", quantity)
                .put("fulfilled", 0)
                .put("cancelled", 0)
                .put("returned", 0)
                .put("unclear", 0)
                .put("sent", false)
                .put("unitPrice", "5.00")
                .put("total", "5.00")
                .put("discount", "0.00")
                .put("tax", "0.00")
                .put("requiresShipping", true)
                .put("gift", false)
                .put("cancelRequested", false)
                .putNull("shipBy");
        line.putObject("listing").put("product", "1").put("variant", "2");
        line.putArray("properties");
    }

    public static ObjectNode cancelled(ObjectNode order, String version) {
        ObjectNode copy = order.deepCopy().put("status", "cancelled").put("version", version);
        copy.putObject("cancellation")
                .put("reason", "customer")
                .put("by", "buyer")
                .put("requested", false)
                .putNull("at");
        return copy;
    }

    /** One parcel with everything named. @param linesAndQuantities line number, quantity ... */
    public static ObjectNode shipment(String reference, long groupId, String tracking, int... linesAndQuantities) {
        ObjectNode shipment = JsonNodeFactory.instance.objectNode();
        shipment.put("schema", "shipment.v1")
                .put("reference", reference)
                .put("dispatchId", Long.toString(groupId))
                .put("location", "MAIN")
                .put("shippedAt", "2026-11-23T12:00:00.000Z");
        ObjectNode parcel = shipment.putArray("parcels")
                .addObject()
                .put("carrier", "ups")
                .put("service", "ground")
                .put("trackingNumber", tracking);
        ArrayNode lines = parcel.putArray("lines");
        for (int i = 0; i < linesAndQuantities.length; i += 2) {
            lines.addObject().put("line", linesAndQuantities[i]).put("quantity", linesAndQuantities[i + 1]);
        }
        return shipment;
    }

    public static ObjectNode count(String reference, String asOf, String sku, String location, int onHand) {
        ObjectNode count = JsonNodeFactory.instance
                .objectNode()
                .put("schema", "stock.v1")
                .put("reference", reference)
                .put("asOf", asOf);
        count.putArray("levels")
                .addObject()
                .put("sku", sku)
                .put("location", location)
                .put("onHand", onHand);
        return count;
    }
}
