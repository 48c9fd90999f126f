package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Orders by REST: list, read, set the status. The last writer wins, and every write makes the store fire order.updated back. */
final class WooOrders {

    private final World world;
    private final WooLife life;

    WooOrders(World world, WooLife life) {
        this.world = world;
        this.life = life;
    }

    Answer list(Shop shop, Call call) {
        OrderQuery query = OrderQuery.of(call);
        List<SandboxOrder> found =
                shop.shown().filter(query.filter()).sorted(query.order()).toList();
        return query.paging().answer(call, WooWebhooks.home(shop), found, WooOrderDocument::of);
    }

    Answer update(Shop shop, SandboxOrder order, Call call) {
        JsonNode body = WooBody.of(call);
        if (body.has("status")) {
            String status = body.path("status").asText();
            if (!WooStatus.KNOWN.contains(status)) {
                throw WooError.parameter(
                        "status",
                        "is not one of "
                                + String.join(
                                        ", ", WooStatus.KNOWN.stream().sorted().toList()));
            }
            judge(shop, order, status);
            life.move(shop, order, status, "seller");
        }
        return Answer.json(200, WooOrderDocument.of(order));
    }

    private void judge(Shop shop, SandboxOrder order, String status) {
        if (!status.equals(WooStatus.COMPLETED)) {
            return;
        }
        if (WooLife.longCancelled(order, world.clock())) {
            world.violations()
                    .add(
                            shop,
                            order.id,
                            "completed-cancelled-order",
                            "the order is cancelled and was set to completed: the buyer is told it shipped");
        } else if (!order.anythingSent() && order.lines.stream().anyMatch(line -> line.requiresShipping)) {
            world.violations()
                    .add(
                            shop,
                            order.id,
                            "completed-without-tracking",
                            "the order was completed before its tracking was added: the buyer's e-mail went out without it");
        }
    }
}
