package org.caravanserai.testbed.sandbox.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** One seller's account on one channel. Whoever reads or changes it or its orders holds its monitor. */
public final class Shop {

    public String channel;
    /** Name of the shop; also the hub's account name. */
    public String name;

    public String currency = "USD";
    public Map<String, String> secrets = new LinkedHashMap<>();
    public List<String> locations = new ArrayList<>();
    public List<Listing> listings = new ArrayList<>();
    /** What only this channel knows of the shop. */
    public ObjectNode extra = SandboxJson.object();

    @JsonIgnore
    private final transient Map<String, SandboxOrder> orders = new LinkedHashMap<>();

    public String key() {
        return channel + "/" + name;
    }

    /** The secret of that name. @throws IllegalArgumentException when the set-up gave none */
    public String secret(String secret) {
        String value = secrets.get(secret);
        if (value == null) {
            throw new IllegalArgumentException(
                    "shop " + key() + " has no secret '" + secret + "': give it in /control/setup");
        }
        return value;
    }

    public Optional<Listing> listing(String sku) {
        return listings.stream().filter(l -> l.sku.equals(sku)).findFirst();
    }

    /** Shows units of an order's lines again, as if they had not been sold. */
    public void putBack(SandboxOrder order, ToIntFunction<OrderLine> units) {
        for (OrderLine line : order.lines) {
            listing(line.sku).ifPresent(listing -> {
                listing.shown += units.applyAsInt(line);
                listing.sold -= units.applyAsInt(line);
            });
        }
    }

    /** The order of that id, unless people deleted it. */
    public Optional<SandboxOrder> order(String id) {
        return Optional.ofNullable(orders.get(id)).filter(order -> !order.erased());
    }

    /** What the shop shows: orders in the order they were placed, without those that people deleted. */
    public Stream<SandboxOrder> shown() {
        return orders.values().stream().filter(order -> !order.erased());
    }

    /** Orders in the order they were placed, deleted ones included. */
    public Map<String, SandboxOrder> orders() {
        return orders;
    }
}
