package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** The body of orders/edited: not the order but the edit, naming the order by {@code order_id}; a hint to fetch it. */
final class EditBody {

    private EditBody() {}

    static byte[] bytes(Shop shop, SandboxOrder order) {
        ObjectNode edit = SandboxJson.object()
                .put("id", Long.parseLong(order.id) + 7)
                .put("app_id", 1354745)
                .put("created_at", OrderFacts.local(order.updatedAt, ShopifyShop.offset(shop)))
                .put("notify_customer", false)
                .put("order_id", Long.parseLong(order.id))
                .put("staff_note", "");
        ObjectNode lines = edit.putObject("line_items");
        lines.putArray("additions");
        var removals = lines.putArray("removals");
        for (OrderLine line : order.lines) {
            if (line.removed > 0) {
                removals.addObject().put("id", Long.parseLong(line.lineId)).put("delta", line.removed);
            }
        }
        return SandboxJson.bytes(SandboxJson.object().set("order_edit", edit));
    }
}
