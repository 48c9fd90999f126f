package org.caravanserai.allocate.life;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import org.caravanserai.allocate.life.Shop.Line;
import org.caravanserai.allocate.life.Shop.Status;

/** REST v3, for webhooks and polls alike: one word for the whole order, refunds without saying what had left. */
final class WooCommercePaper implements Paper {

    private static final FixturePaper SIMPLE = new FixturePaper("woocommerce/fixtures/01-simple/request.v3.json");

    @Override
    public Written write(String orderId, Shop said, boolean polled) {
        ObjectNode order = SIMPLE.copy();
        String modified =
                said.version.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
        order.put("id", Long.parseLong(orderId)).put("number", orderId);
        order.put("date_modified_gmt", modified).put("date_modified", modified);
        order.put("status", word(said));
        ArrayNode items = order.withArray("line_items");
        ObjectNode pattern = (ObjectNode) items.get(0);
        items.removeAll();
        ArrayNode refunds = order.putArray("refunds");
        for (Line line : said.lines) {
            items.add(pattern.deepCopy()
                    .put("id", Long.parseLong(line.id))
                    .put("sku", line.sku)
                    .put("quantity", line.ordered));
            if (line.unclear > 0) {
                ObjectNode item = refunds.addObject()
                        .put("id", 9)
                        .put("reason", "")
                        .put("total", "-1.00")
                        .putArray("line_items")
                        .addObject();
                item.put("id", 99).put("quantity", -line.unclear);
                item.putArray("meta_data")
                        .addObject()
                        .put("key", "_refunded_item_id")
                        .put("value", line.id);
            }
        }
        return new Written("v3", order);
    }

    private static String word(Shop said) {
        if (said.status != Status.OPEN) {
            return said.status == Status.PENDING ? "on-hold" : "cancelled";
        }
        return said.sentAll() ? "completed" : "processing";
    }
}
