package org.caravanserai.sourcing;

import java.util.List;
import org.caravanserai.order.LinePart;

/**
 * Units of one order line that need a location. All parts of a unit come from one.
 *
 * @param lineNo the hub's number of the line
 * @param sku ours
 * @param parts what of our stock makes one unit
 * @param quantity units of the line, above zero
 */
public record Demand(int lineNo, String sku, List<LinePart> parts, int quantity) {

    /** Units of an item that is its own only part. */
    public Demand(int lineNo, String sku, int quantity) {
        this(lineNo, sku, List.of(new LinePart(1, sku, 1)), quantity);
    }

    Demand of(int units) {
        return new Demand(lineNo, sku, parts, units);
    }
}
