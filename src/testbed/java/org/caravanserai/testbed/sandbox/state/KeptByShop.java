package org.caravanserai.testbed.sandbox.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Documents of one kind that a channel keeps for its shops, beside shop and orders: messages in a queue, tokens. */
public final class KeptByShop {

    private final Journal journal;
    private final String kind;
    private final Map<String, JsonNode> left = new LinkedHashMap<>();

    /** @param kind in the journal */
    public KeptByShop(Journal journal, String kind) {
        this.journal = journal;
        this.kind = kind;
        journal.replay(kind, left::put);
    }

    /** Hands over, once, what an earlier process left for the shop. */
    public synchronized void each(Shop shop, BiConsumer<String, JsonNode> document) {
        String prefix = shop.key() + "/";
        left.entrySet().removeIf(one -> {
            boolean ours = one.getKey().startsWith(prefix);
            if (ours) {
                document.accept(one.getKey().substring(prefix.length()), one.getValue());
            }
            return ours;
        });
    }

    public void put(Shop shop, String id, JsonNode document) {
        journal.put(kind, shop.key() + "/" + id, document);
    }
}
