package org.caravanserai.sandbox.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.caravanserai.sandbox.SandboxJson;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All shops with their orders, kept in the journal. */
public final class Shops {

    private final Journal journal;
    private final Map<String, Shop> shops = new ConcurrentSkipListMap<>();

    public Shops(Journal journal) {
        this.journal = journal;
        journal.replay("shop", (id, node) -> shops.put(id, read(node, Shop.class)));
        journal.replay("order", (id, node) -> {
            Shop shop = shops.get(id.substring(0, id.lastIndexOf('/')));
            if (shop != null) {
                SandboxOrder order = read(node, SandboxOrder.class);
                shop.orders().put(order.id, order);
            }
        });
    }

    private static <T> T read(JsonNode node, Class<T> type) {
        try {
            return SandboxJson.MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the sandbox's state is not readable", e);
        }
    }

    public Optional<Shop> find(String channel, String name) {
        return Optional.ofNullable(shops.get(channel + "/" + name));
    }

    /** @throws IllegalArgumentException when there is none */
    public Shop get(String channel, String name) {
        return find(channel, name).orElseThrow(() -> new IllegalArgumentException(
                "no shop " + channel + "/" + name + ": make it with POST /control/setup"));
    }

    public List<Shop> all() {
        return List.copyOf(shops.values());
    }

    /** Adds or replaces the shop and remembers it. The caller holds the shop's monitor. */
    public void save(Shop shop) {
        shops.put(shop.key(), shop);
        journal.put("shop", shop.key(), shop);
    }

    /** Adds or replaces the order and remembers it. The caller holds the shop's monitor. */
    public void save(Shop shop, SandboxOrder order) {
        shop.orders().put(order.id, order);
        journal.put("order", shop.key() + "/" + order.id, order);
    }

    public void clear() {
        shops.clear();
    }
}
