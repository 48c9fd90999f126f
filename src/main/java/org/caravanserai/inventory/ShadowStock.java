package org.caravanserai.inventory;

import java.util.HashMap;
import java.util.Map;

/** A copy of the stock for what is only tried out: it sees what was taken in earnest and on the copy, and the stock sees nothing of it. */
public final class ShadowStock {

    private final StockView stock;
    private final Map<StockKey, Integer> taken = new HashMap<>();

    public ShadowStock(StockView stock) {
        this.stock = stock;
    }

    /** Units that could still be reserved on the copy. */
    public int available(StockKey key) {
        return stock.available(key) - taken.getOrDefault(key, 0);
    }

    public void take(StockKey key, int units) {
        taken.merge(key, units, Integer::sum);
    }
}
