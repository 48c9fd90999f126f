package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Notes of an order; one for the customer is an e-mail that cannot be taken back. */
final class WooNotes {

    private final World world;

    WooNotes(World world) {
        this.world = world;
    }

    Answer list(SandboxOrder order) {
        return Answer.json(200, order.extra.withArray("notes"));
    }

    Answer create(Shop shop, SandboxOrder order, Call call) {
        JsonNode body = WooBody.of(call);
        String text = body.path("note").asText("");
        if (text.isEmpty()) {
            throw new WooError(400, "rest_missing_callback_param", "Missing parameter(s): note");
        }
        boolean mailed = body.path("customer_note").asBoolean();
        for (JsonNode old : order.extra.withArray("notes")) {
            if (mailed
                    && old.path("customer_note").asBoolean()
                    && old.path("note").asText().equals(text)) {
                world.violations()
                        .add(
                                shop,
                                order.id,
                                "double-message",
                                "the buyer was sent the same note twice; a note to a person is told at most once");
            }
        }
        ObjectNode note = SandboxJson.object()
                .put("id", world.ids().next())
                .put("author", "WooCommerce")
                .put("date_created", WooTime.site(world.clock().now()))
                .put("date_created_gmt", WooTime.gmt(world.clock().now()))
                .put("note", text)
                .put("customer_note", mailed);
        order.extra.withArray("notes").add(note);
        world.shops().save(shop, order);
        return Answer.json(201, note);
    }
}
