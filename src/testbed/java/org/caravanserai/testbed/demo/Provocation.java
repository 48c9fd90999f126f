package org.caravanserai.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** A scripted order of two units, and what people do to it, step by step: brings the fault of a wrong hub to light. */
final class Provocation {

    /** Long enough for any hub to have heard of what was done, even of what it has to ask for. */
    private static final Duration HEARD = Duration.ofSeconds(6);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final DemoRun demoRun;
    private final Shops.Shop shop;
    private final String order;

    private Provocation(DemoRun demoRun, Shops.Shop shop, String order) {
        this.demoRun = demoRun;
        this.shop = shop;
        this.order = order;
    }

    /** An order that is not paid yet, so that the hub waits with it. */
    static Provocation unpaid(DemoRun demoRun, Shops.Shop shop) {
        return place(demoRun, shop, true);
    }

    static Provocation paid(DemoRun demoRun, Shops.Shop shop) {
        return place(demoRun, shop, false);
    }

    private static Provocation place(DemoRun demoRun, Shops.Shop shop, boolean pending) {
        ObjectNode request =
                Control.MAPPER.createObjectNode().put("channel", shop.channel()).put("shop", shop.name());
        ObjectNode order = request.putObject("order").put("pending", pending);
        order.putArray("lines")
                .addObject()
                .put("sku", shop.listings().get(0).channelSku())
                .put("quantity", 2);
        JsonNode placed = demoRun.sandbox().control().post("/control/orders", request);
        return new Provocation(demoRun, shop, placed.path("orderId").asText());
    }

    /** Lets somebody do something with one unit. */
    Provocation one(String act) {
        ObjectNode how = Control.MAPPER.createObjectNode();
        how.putArray("lines")
                .addObject()
                .put("sku", shop.listings().get(0).channelSku())
                .put("quantity", 1);
        return act(act, how);
    }

    Provocation act(String act) {
        return act(act, Control.MAPPER.createObjectNode());
    }

    private Provocation act(String act, ObjectNode how) {
        JsonNode answer = demoRun.sandbox()
                .control()
                .post("/control/orders/" + shop.channel() + "/" + shop.name() + "/" + order + "/" + act, how);
        if (!answer.path("done").asBoolean(true)) {
            throw new DemoException(shop.channel() + " refuses to " + act + " order " + order);
        }
        return this;
    }

    /** Lets the hub take in what was done so far. */
    Provocation heard() {
        Child.pause(HEARD);
        return this;
    }

    /** Has the hub cancel it, as soon as it knows the order. */
    Provocation cancelAtTheHub() {
        ObjectNode asked = Control.MAPPER
                .createObjectNode()
                .put("channel", shop.channel())
                .put("shop", shop.name())
                .put("orderId", order);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!demoRun.office().cancel(asked)) {
            if (System.nanoTime() > end) {
                throw new DemoException("the hub never heard of order " + order);
            }
            Child.pause(LOOK);
        }
        return this;
    }
}
