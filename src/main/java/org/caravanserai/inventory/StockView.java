package org.caravanserai.inventory;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stock of all SKUs of a batch as it was read, and what the batch has taken of it since: what one order took, the next
 * one no longer sees. Nothing here is shared between threads.
 */
public final class StockView {

    private final Map<StockKey, StockLevel> levels = new HashMap<>();
    private final TreeMap<StockKey, StockChange> changes = new TreeMap<>();

    /** A row as it was read. */
    public void put(StockKey key, StockLevel level) {
        levels.put(key, level);
    }

    /** Whether there is a stock row at all. */
    public boolean knows(StockKey key) {
        return levels.containsKey(key);
    }

    /** Units there, after what was booked. */
    public int onHand(StockKey key) {
        StockLevel level = levels.get(key);
        StockChange change = changes.get(key);
        return (level == null ? 0 : level.onHand()) + (change == null ? 0 : change.onHand());
    }

    /** Units reserved there, after what was booked. */
    public int reserved(StockKey key) {
        StockLevel level = levels.get(key);
        StockChange change = changes.get(key);
        return (level == null ? 0 : level.reserved()) + (change == null ? 0 : change.reserved());
    }

    /** Units that can still be reserved; below zero when more are reserved than are there. */
    public int available(StockKey key) {
        return onHand(key) - reserved(key);
    }

    /** Books a change in units; negative numbers take away. */
    public void change(StockKey key, int onHand, int reserved) {
        changes.merge(key, new StockChange(onHand, reserved), StockChange::plus);
    }

    /** All changes, sorted by SKU and location, those that cancelled out left away. */
    public TreeMap<StockKey, StockChange> changes() {
        TreeMap<StockKey, StockChange> real = new TreeMap<>(changes);
        real.values().removeIf(change -> change.onHand() == 0 && change.reserved() == 0);
        return real;
    }
}
