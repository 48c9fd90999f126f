package org.caravanserai.allocate.life;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.allocate.life.Shop.Line;
import org.caravanserai.allocate.life.Shop.Status;

/** Orders 2026-01-01: the answer of a search or of getOrder; hints carry no order. */
final class AmazonPaper implements Paper {

    private static final FixturePaper SIMPLE = new FixturePaper("amazon/fixtures/01-simple/request.v2026.json");

    @Override
    public Written write(String orderId, Shop said, boolean polled) {
        ObjectNode body = SIMPLE.copy();
        ObjectNode order = body.has("order") ? (ObjectNode) body.path("order") : body;
        order.put("orderId", orderId).put("lastUpdatedTime", said.version.toString());
        ((ObjectNode) order.path("fulfillment"))
                .put("fulfillmentStatus", word(said))
                .put("fulfilledBy", "MERCHANT");
        ArrayNode items = order.withArray("orderItems");
        ObjectNode pattern = (ObjectNode) items.get(0);
        items.removeAll();
        for (int i = 0; i < said.lines.size(); i++) {
            Line line = said.lines.get(i);
            ObjectNode item = items.addObject();
            item.setAll(pattern.deepCopy());
            item.put("orderItemId", line.id).put("quantityOrdered", line.ordered);
            ((ObjectNode) item.path("product")).put("sellerSku", line.sku);
            item.putObject("fulfillment")
                    .put("quantityFulfilled", said.sent(i))
                    .put("quantityUnfulfilled", said.alive() ? said.unsent(i) : 0);
        }
        ArrayNode packages = order.putArray("packages");
        for (Shop.Parcel parcel : said.parcels) {
            ObjectNode one = packages.addObject();
            one.put("packageReferenceId", parcel.id()).put("carrier", "UPS").put("trackingNumber", parcel.tracking());
            one.putObject("packageStatus").put("status", "IN_TRANSIT");
            ArrayNode lines = one.putArray("packageItems");
            for (int i = 0; i < said.lines.size(); i++) {
                if (parcel.units()[i] > 0) {
                    lines.addObject().put("orderItemId", said.lines.get(i).id).put("quantity", parcel.units()[i]);
                }
            }
        }
        return new Written("v2026", body);
    }

    private static String word(Shop said) {
        if (said.status != Status.OPEN) {
            return said.status == Status.PENDING ? "PENDING" : "CANCELLED";
        }
        boolean some = !said.parcels.isEmpty();
        boolean all = true;
        for (int i = 0; i < said.lines.size(); i++) {
            all &= said.unsent(i) == 0;
        }
        return some ? all ? "SHIPPED" : "PARTIALLY_SHIPPED" : "UNSHIPPED";
    }
}
