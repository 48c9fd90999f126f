package org.caravanserai.inventory;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stock of all SKUs of a batch as it was read, and what the batch has taken of it since: what one order took, the next
 * one no longer sees. Nothing here is shared between threads.
 */
public final class StockView {

    private final Map<StockKey, Level> levels = new HashMap<>();
    private final TreeMap<StockKey, StockChange> changes = new TreeMap<>();

    /** What the database holds. */
    public record Level(int onHand, int reserved) {}

    public void put(StockKey place, Level level) {
        levels.put(place, level);
    }

    /** Whether there is a stock row at all. */
    public boolean knows(StockKey place) {
        return levels.containsKey(place);
    }

    public int onHand(StockKey place) {
        Level level = levels.get(place);
        StockChange change = changes.get(place);
        return (level == null ? 0 : level.onHand) + (change == null ? 0 : change.onHand());
    }

    public int reserved(StockKey place) {
        Level level = levels.get(place);
        StockChange change = changes.get(place);
        return (level == null ? 0 : level.reserved) + (change == null ? 0 : change.reserved());
    }

    /** Units that can still be promised. */
    public int available(StockKey place) {
        return onHand(place) - reserved(place);
    }

    /** Books a change; negative numbers take away. */
    public void change(StockKey place, int onHand, int reserved) {
        changes.merge(place, new StockChange(onHand, reserved), StockChange::plus);
    }

    /** All changes, sorted by SKU and location, those that cancelled out left away. */
    public TreeMap<StockKey, StockChange> changes() {
        TreeMap<StockKey, StockChange> real = new TreeMap<>(changes);
        real.values().removeIf(change -> change.onHand() == 0 && change.reserved() == 0);
        return real;
    }
}
