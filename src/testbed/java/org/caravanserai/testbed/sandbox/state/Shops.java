package org.caravanserai.testbed.sandbox.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** All shops with their orders, kept in the journal. */
public final class Shops {

    private final Journal journal;
    private final Map<String, Shop> shops = new ConcurrentSkipListMap<>();
    private final Map<String, JsonNode> written = new ConcurrentHashMap<>();

    public Shops(Journal journal) {
        this.journal = journal;
        journal.replay("shop", (id, node) -> shops.put(id, read(node, Shop.class)));
        journal.replay("listing", (id, node) -> {
            Shop shop = shops.get(id.substring(0, id.indexOf('|')));
            if (shop != null) {
                shop.listings.add(read(node, Listing.class));
            }
        });
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
        return find(channel, name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no shop " + channel + "/" + name + ": make it with POST /control/setup"));
    }

    public List<Shop> all() {
        return List.copyOf(shops.values());
    }

    /** Adds or replaces the shop and remembers what changed of it. The caller holds the shop's monitor. */
    public void save(Shop shop) {
        shops.put(shop.key(), shop);
        ObjectNode head = SandboxJson.MAPPER.valueToTree(shop);
        head.remove("listings");
        write("shop", shop.key(), head);
        for (Listing listing : shop.listings) {
            write("listing", shop.key() + "|" + listing.sku, SandboxJson.MAPPER.valueToTree(listing));
        }
    }

    /** A shop with many listings changes one or two at a time: only those go to the journal. */
    private void write(String kind, String id, JsonNode document) {
        if (!document.equals(written.put(kind + id, document))) {
            journal.put(kind, id, document);
        }
    }

    /** Adds or replaces the order and remembers it. The caller holds the shop's monitor. */
    public void save(Shop shop, SandboxOrder order) {
        shop.orders().put(order.id, order);
        journal.put("order", shop.key() + "/" + order.id, order);
    }

    public void clear() {
        shops.clear();
        written.clear();
    }
}
