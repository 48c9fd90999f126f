package org.caravanserai.testbed.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.Act;
import org.caravanserai.testbed.sandbox.channel.SandboxChannel;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.front.Front;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Fault;
import org.caravanserai.testbed.sandbox.http.Faults;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.traffic.Acts;
import org.caravanserai.testbed.sandbox.traffic.Cart;
import org.caravanserai.testbed.sandbox.traffic.Checkout;
import org.caravanserai.testbed.sandbox.traffic.Traffic;

/** The calls below {@code /control}. Wrong requests are answered 400 with a sentence that says how to mend them. */
public final class Control implements Front.ControlCalls {

    private final World world;
    private final Traffic traffic;
    private final SetUp setUp;
    private final Ledger ledger;
    private final Acts acts;
    private final Random random;

    /** @param port the port the sandbox listens on, asked when a base URL is needed */
    public Control(World world, Traffic traffic, IntSupplier port) {
        this.world = world;
        this.traffic = traffic;
        this.setUp = new SetUp(world, port);
        this.ledger = new Ledger(world);
        this.acts = new Acts(world);
        this.random = new Random(world.seed() + 1);
    }

    @Override
    public Answer answer(String method, String path, byte[] body) throws Exception {
        String[] parts = path.split("/");
        JsonNode json = body.length == 0 ? SandboxJson.object() : SandboxJson.parse(body);
        return switch (method + " " + (parts.length > 1 ? parts[1] : "")) {
            case "POST setup" -> Answer.json(200, setUp.apply(json));
            case "GET setup" -> Answer.json(200, setUp.show());
            case "POST traffic" -> {
                traffic.start(json);
                yield Answer.json(202, traffic.progress());
            }
            case "GET traffic" -> Answer.json(200, traffic.progress());
            case "POST orders" ->
                parts.length == 6 ? Answer.json(200, change(parts, json)) : Answer.json(200, place(json));
            case "POST faults" -> {
                script(json);
                yield Answer.json(200, world.faults().left());
            }
            case "GET faults" -> Answer.json(200, world.faults().left());
            case "GET ledger" -> Answer.json(200, ledger.show());
            case "POST reset" -> {
                traffic.clear();
                world.reset();
                yield Answer.json(200, SandboxJson.object().put("reset", true));
            }
            default ->
                throw new IllegalArgumentException("no control call " + method + " " + path + "; there are POST setup, "
                        + "traffic, orders, orders/<channel>/<shop>/<id>/<cancel|edit|pay|redeliver|fulfil|...>, faults, reset and GET "
                        + "setup, traffic, faults, ledger");
        };
    }

    private ObjectNode place(JsonNode json) {
        Shop shop = world.shops()
                .get(json.path("channel").asText(), json.path("shop").asText());
        SandboxOrder order = new Checkout(world, random).buy(shop, Cart.read(json.path("order")));
        return SandboxJson.object().put("orderId", order.id).put("number", order.number);
    }

    private ObjectNode change(String[] parts, JsonNode json) {
        Shop shop = world.shops().get(parts[2], parts[3]);
        SandboxChannel channel = world.channel(shop.channel);
        synchronized (shop) {
            SandboxOrder order = shop.orders().get(parts[4]);
            if (order == null) {
                throw new IllegalArgumentException("shop " + shop.key() + " has no order " + parts[4]);
            }
            ObjectNode result = SandboxJson.object().put("orderId", order.id);
            world.journal().together(() -> {
                switch (parts[5]) {
                    case "cancel" ->
                        result.put(
                                "cancelled",
                                json.path("by").asText().equals("staff")
                                        ? acts.perform(shop, order, Act.CANCEL, json)
                                        : channel.cancel(shop, order, json));
                    case "pay" -> channel.pay(shop, order);
                    case "edit" -> new Edit(world).apply(shop, order, json);
                    case "redeliver" -> channel.announceAgain(shop, order);
                    default -> result.put("done", acts.perform(shop, order, act(parts[5]), json));
                }
            });
            return result;
        }
    }

    private static Act act(String word) {
        return Act.of(word)
                .orElseThrow(() -> new IllegalArgumentException("'" + word
                        + "' is not one of cancel, edit, pay, redeliver, or what people do: "
                        + Arrays.stream(Act.values()).map(Act::word).toList()));
    }

    private void script(JsonNode json) {
        Shop shop = world.shops()
                .get(json.path("channel").asText(), json.path("shop").asText());
        List<Fault> faults = new ArrayList<>();
        json.path("script").forEach(word -> faults.add(Fault.of(word.asText())));
        world.faults().script(shop.key(), json.path("operation").asText(Faults.ANY), faults);
    }
}
