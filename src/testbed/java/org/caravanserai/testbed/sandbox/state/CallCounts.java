package org.caravanserai.testbed.sandbox.state;

import java.util.Map;
import java.util.TreeMap;

/** How often the hub called each operation of each shop, and how that ended. */
public final class CallCounts {

    private final Journal journal;
    private final Map<Key, Integer> counts = new TreeMap<>();

    /**
     * @param operation the channel's name of it, e.g. {@code fulfillmentCreate}
     * @param outcome   HTTP status, or a word such as {@code throttled} or {@code user-error}
     */
    public record Key(String shop, String operation, String outcome) implements Comparable<Key> {
        @Override
        public int compareTo(Key o) {
            return toString().compareTo(o.toString());
        }

        @Override
        public String toString() {
            return shop + "|" + operation + "|" + outcome;
        }
    }

    public CallCounts(Journal journal) {
        this.journal = journal;
        journal.replay("calls", (id, node) -> {
            String[] parts = id.split("\\|", 3);
            counts.put(new Key(parts[0], parts[1], parts[2]), node.asInt());
        });
    }

    public synchronized void count(Shop shop, String operation, String outcome) {
        Key key = new Key(shop.key(), operation, outcome);
        journal.put("calls", key.toString(), counts.merge(key, 1, Integer::sum));
    }

    public synchronized Map<Key, Integer> all() {
        return new TreeMap<>(counts);
    }

    public synchronized void clear() {
        counts.clear();
    }
}
