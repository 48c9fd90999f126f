package org.caravanserai.testbed.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** One thing a shop offers. {@code shown} is what a buyer sees as available; the shop lowers it itself at checkout. */
public final class Listing {

    public String sku;
    public String title;
    /** Unit price in the shop's currency. */
    public BigDecimal price;

    public int shown;
    public int sold;
    /** Grams; 0 when unknown. */
    public int grams;
    /** Warehouses that hold it, as the set-up said; only the traffic reads it, to make orders that need two. */
    public List<String> at = new ArrayList<>();
    /** What only this channel knows: ids of product, variant, inventory item, stock per location. */
    public ObjectNode extra = SandboxJson.object();
}
