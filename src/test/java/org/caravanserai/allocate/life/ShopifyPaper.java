package org.caravanserai.allocate.life;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.allocate.life.Shop.Line;
import org.caravanserai.allocate.life.Shop.Status;

/** Webhooks in the REST shape, polls and fetches in GraphQL's. */
final class ShopifyPaper implements Paper {

    private static final FixturePaper WEBHOOK = new FixturePaper("shopify/fixtures/01-simple/request.webhook.json");
    private static final FixturePaper GRAPHQL = new FixturePaper("shopify/fixtures/01-simple/request.graphql.json");

    @Override
    public Written write(String orderId, Shop said, boolean polled) {
        return polled ? new Written("graphql", graphql(orderId, said)) : new Written("webhook", webhook(orderId, said));
    }

    private static ObjectNode webhook(String orderId, Shop said) {
        ObjectNode order = WEBHOOK.copy();
        order.put("id", Long.parseLong(orderId))
                .put("updated_at", said.version.toString())
                .put("name", "#" + orderId);
        order.put("admin_graphql_api_id", "gid://shopify/Order/" + orderId);
        order.put("financial_status", said.status == Status.PENDING ? "pending" : "paid");
        order.put("cancelled_at", said.alive() ? null : said.version.toString());
        ArrayNode items = order.withArray("line_items");
        ObjectNode pattern = (ObjectNode) items.get(0);
        items.removeAll();
        ArrayNode refunds = order.putArray("refunds");
        for (int i = 0; i < said.lines.size(); i++) {
            Line line = said.lines.get(i);
            items.add(pattern.deepCopy()
                    .put("id", Long.parseLong(line.id))
                    .put("sku", line.sku)
                    .put("quantity", line.ordered)
                    .put("current_quantity", current(said, i))
                    .put("fulfillable_quantity", said.alive() ? said.unsent(i) : 0));
            refund(refunds, line, line.off, "cancel");
            refund(refunds, line, line.back, "return");
        }
        ArrayNode parcels = order.putArray("fulfillments");
        for (Shop.Parcel parcel : said.parcels) {
            ObjectNode one = parcels.addObject();
            one.put("id", Long.parseLong(parcel.id()))
                    .put("status", "success")
                    .put("tracking_number", parcel.tracking());
            ArrayNode lines = one.putArray("line_items");
            for (int i = 0; i < said.lines.size(); i++) {
                if (parcel.units()[i] > 0) {
                    lines.addObject()
                            .put("id", Long.parseLong(said.lines.get(i).id))
                            .put("quantity", parcel.units()[i]);
                }
            }
        }
        return order;
    }

    private static void refund(ArrayNode refunds, Line line, int units, String restock) {
        if (units > 0) {
            refunds.addObject()
                    .putArray("refund_line_items")
                    .addObject()
                    .put("line_item_id", Long.parseLong(line.id))
                    .put("quantity", units)
                    .put("restock_type", restock);
        }
    }

    private static int current(Shop said, int index) {
        Line line = said.lines.get(index);
        return said.alive() ? line.ordered - line.off - line.back : Math.max(0, said.sent(index) - line.back);
    }

    private static ObjectNode graphql(String orderId, Shop said) {
        ObjectNode order = GRAPHQL.copy();
        order.put("id", "gid://shopify/Order/" + orderId)
                .put("legacyResourceId", orderId)
                .put("name", "#" + orderId)
                .put("updatedAt", said.version.toString())
                .put("displayFinancialStatus", said.status == Status.PENDING ? "PENDING" : "PAID")
                .put("cancelledAt", said.alive() ? null : said.version.toString());
        ArrayNode items = (ArrayNode) order.at("/lineItems/nodes");
        ObjectNode pattern = (ObjectNode) items.get(0);
        items.removeAll();
        ArrayNode refunds = order.putArray("refunds");
        for (int i = 0; i < said.lines.size(); i++) {
            Line line = said.lines.get(i);
            items.add(pattern.deepCopy()
                    .put("id", "gid://shopify/LineItem/" + line.id)
                    .put("sku", line.sku)
                    .put("quantity", line.ordered)
                    .put("currentQuantity", current(said, i))
                    .put("unfulfilledQuantity", said.alive() ? said.unsent(i) : 0));
            polledRefund(refunds, line, line.off, "CANCEL");
            polledRefund(refunds, line, line.back, "RETURN");
        }
        ArrayNode parcels = order.putArray("fulfillments");
        for (Shop.Parcel parcel : said.parcels) {
            ObjectNode one = parcels.addObject();
            one.put("id", "gid://shopify/Fulfillment/" + parcel.id()).put("status", "SUCCESS");
            one.putArray("trackingInfo").addObject().put("number", parcel.tracking());
            ObjectNode content = one.putObject("fulfillmentLineItems");
            content.putObject("pageInfo").put("hasNextPage", false);
            ArrayNode lines = content.putArray("nodes");
            for (int i = 0; i < said.lines.size(); i++) {
                if (parcel.units()[i] > 0) {
                    lines.addObject()
                            .put("quantity", parcel.units()[i])
                            .putObject("lineItem")
                            .put("id", "gid://shopify/LineItem/" + said.lines.get(i).id);
                }
            }
        }
        return order;
    }

    private static void polledRefund(ArrayNode refunds, Line line, int units, String restock) {
        if (units > 0) {
            ObjectNode items = refunds.addObject().putObject("refundLineItems");
            items.putObject("pageInfo").put("hasNextPage", false);
            items.putArray("nodes")
                    .addObject()
                    .put("quantity", units)
                    .put("restockType", restock)
                    .putObject("lineItem")
                    .put("id", "gid://shopify/LineItem/" + line.id);
        }
    }
}
