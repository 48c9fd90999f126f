package org.caravanserai.testbed.sandbox.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.SandboxChannel;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Faults;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.webhook.Mishaps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Synthetic buyers: so many orders in so many real seconds over all shops, at an even pace. How far it came is in the
 * journal, so a killed sandbox goes on with the rest.
 */
public final class Traffic {

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

    /** How long a late payer takes, in documented time. */
    private static final Duration PAYMENT = Duration.ofSeconds(60);

    private final World world;
    private final Forger forger;
    private final StoryRun stories;
    private JsonNode request;
    private TrafficPlan plan;
    private int done;
    private int placed;
    private int soldOut;
    private int run;
    private long begun;
    private int offset;

    public Traffic(World world) {
        this.world = world;
        this.forger = new Forger(world);
        this.stories = new StoryRun(world);
    }

    /** Goes on with what an earlier process left. Called once, when all channels are there. */
    public synchronized void resume() {
        for (Shop shop : world.shops().all()) {
            synchronized (shop) {
                shop.orders().values().stream()
                        .filter(o -> o.paidAt == null && o.extra.has("kind") && !o.cancelled())
                        .forEach(o -> payLater(shop, o));
            }
        }
        world.journal().replay("traffic", (id, node) -> {
            if (node.path("done").asInt() < node.path("request").path("orders").asInt()) {
                placed = node.path("placed").asInt();
                soldOut = node.path("soldOut").asInt();
                begin(node.path("request"), node.path("done").asInt());
            }
        });
    }

    /**
     * Starts buying; see the sandbox's documentation for the request.
     *
     * @throws IllegalArgumentException when the request cannot be carried out
     */
    public synchronized void start(JsonNode wanted) {
        int orders = wanted.path("orders").asInt();
        if (orders < 1 || wanted.path("seconds").asInt(-1) < 0) {
            throw new IllegalArgumentException(
                    "give orders >= 1 and seconds >= 0, e.g. {\"orders\":300,\"seconds\":20}");
        }
        if (running()) {
            throw new IllegalArgumentException("traffic is running: " + done + " of "
                    + request.path("orders").asInt());
        }
        JsonNode faults = wanted.path("faults");
        world.faults()
                .rates(new Faults.Rates(
                        faults.path("http429").asDouble(),
                        faults.path("http500").asDouble(),
                        faults.path("timeoutLateSuccess").asDouble()));
        world.mishaps()
                .rates(new Mishaps.Rates(
                        faults.path("duplicate").asDouble(),
                        faults.path("lose").asDouble(),
                        faults.path("shuffle").asBoolean()));
        placed = 0;
        soldOut = 0;
        begin(wanted, 0);
        for (Shop shop : world.shops().all()) {
            synchronized (shop) {
                world.channel(shop.channel).greet(shop);
            }
        }
    }

    private void begin(JsonNode wanted, int from) {
        request = wanted;
        done = from;
        offset = from;
        plan = new TrafficPlan(world.shops().all(), wanted.path("orders").asInt(), wanted.path("mix"), world.seed());
        begun = System.nanoTime();
        int mine = ++run;
        save();
        world.timer().execute(() -> next(mine));
    }

    private synchronized void next(int mine) {
        int orders = request == null ? 0 : request.path("orders").asInt();
        if (mine != run || done >= orders) {
            return;
        }
        Shop shop = plan.step(done).shop();
        synchronized (shop) {
            world.journal().together(() -> {
                try {
                    place(done);
                } catch (RuntimeException e) {
                    LOG.error("order {} of the traffic failed", done, e);
                }
                done++;
                save();
            });
        }
        long due = begun + TimeUnit.SECONDS.toNanos(request.path("seconds").asInt()) / orders * (done - offset);
        world.timer().schedule(() -> next(mine), Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void place(int n) {
        TrafficPlan.Step step = plan.step(n);
        Shop shop = step.shop();
        // One random per order: the n-th order is the same whether or not the sandbox was killed before it.
        Random random = new Random(world.seed() * 31 + n);
        Baskets baskets = new Baskets(random);
        TrafficPlan.Kind kind = step.kind();
        Optional<Cart> cart = switch (kind) {
            case TWO_LOCATIONS -> baskets.twoLocations(shop);
            case UNSHIPPABLE -> Optional.of(baskets.unshippable());
            case EVERYDAY -> baskets.everyday(shop);
        };
        if (cart.isEmpty() && kind != TrafficPlan.Kind.EVERYDAY) {
            kind = TrafficPlan.Kind.EVERYDAY;
            cart = baskets.everyday(shop);
        }
        if (cart.isEmpty()) {
            soldOut++;
            return;
        }
        SandboxOrder order = new Checkout(world, random).buy(shop, withLife(cart.get(), kind, random));
        placed++;
        order.extra.put("kind", kind.name().toLowerCase(java.util.Locale.ROOT));
        world.shops().save(shop, order);
        forger.after(shop, order);
        live(shop, order, random);
        if (kind == TrafficPlan.Kind.EVERYDAY
                && random.nextDouble() < request.path("life").path("people").asDouble()) {
            stories.begin(shop, order, random);
        }
    }

    private Cart withLife(Cart cart, TrafficPlan.Kind kind, Random random) {
        ObjectNode knobs = SandboxJson.object();
        JsonNode life = request.path("life");
        if (kind == TrafficPlan.Kind.EVERYDAY) {
            knobs.put("test", random.nextDouble() < life.path("test").asDouble());
            knobs.put("pending", random.nextDouble() < life.path("pending").asDouble());
            flavour(knobs, random);
        }
        return new Cart(cart.items(), knobs);
    }

    /** What real orders carry now and then; a channel ignores what it does not know. */
    private static void flavour(ObjectNode knobs, Random random) {
        int dice = random.nextInt(100);
        if (dice < 10) {
            knobs.put("guest", true);
        } else if (dice < 18) {
            knobs.put("note", "Leave it with the \"neighbour\" at no. 7 – ça va; =1+1");
        } else if (dice < 22) {
            knobs.put("presentment", "CAD").put("presentmentRate", "1.37");
        }
    }

    /** Some buyers pay late and some change their mind. */
    private void live(Shop shop, SandboxOrder order, Random random) {
        SandboxChannel channel = world.channel(shop.channel);
        Duration soon = Duration.ofSeconds(20 + random.nextInt(60));
        if (order.paidAt == null) {
            payLater(shop, order);
        } else if (random.nextDouble() < request.path("life").path("cancel").asDouble()) {
            world.later(
                    shop,
                    soon,
                    () -> channel.cancel(shop, order, SandboxJson.object().put("by", "buyer")));
        }
    }

    private void payLater(Shop shop, SandboxOrder order) {
        world.later(shop, PAYMENT, () -> world.channel(shop.channel).pay(shop, order));
    }

    private boolean running() {
        return request != null && done < request.path("orders").asInt();
    }

    private void save() {
        world.journal()
                .put(
                        "traffic",
                        "now",
                        SandboxJson.object()
                                .put("done", done)
                                .put("placed", placed)
                                .put("soldOut", soldOut)
                                .set("request", request));
    }

    /**
     * How far it is: {@code {orders, done, placed, soldOut, running, deliveriesOpen, ordersInAll, told, actsOpen, phoned}};
     * {@code ordersInAll} and {@code told} count every order there is, whoever placed it; {@code actsOpen} are things that
     * people are still going to do, {@code phoned} the orders whose buyers asked the seller to cancel.
     */
    public synchronized ObjectNode progress() {
        Set<String> shops = new HashSet<>();
        int inAll = 0;
        int told = 0;
        for (Shop shop : world.shops().all()) {
            synchronized (shop) {
                shops.add(shop.key());
                inAll += shop.orders().size();
                told += (int) shop.orders().values().stream()
                        .filter(world.channel(shop.channel)::told)
                        .count();
            }
        }
        return SandboxJson.object()
                .put("orders", request == null ? 0 : request.path("orders").asInt())
                .put("done", done)
                .put("placed", placed)
                .put("soldOut", soldOut)
                .put("running", running())
                .put("deliveriesOpen", world.deliverer().open())
                .put("shops", shops.size())
                .put("ordersInAll", inAll)
                .put("told", told)
                .put("actsOpen", stories.open())
                .set("phoned", stories.phoned());
    }

    public synchronized void clear() {
        run++;
        request = null;
        done = 0;
        forger.clear();
    }
}
