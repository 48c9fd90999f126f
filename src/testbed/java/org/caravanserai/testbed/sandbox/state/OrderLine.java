package org.caravanserai.testbed.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** A line of an order as the buyer bought it. */
public final class OrderLine {

    /** The channel's id of the line. */
    public String lineId;
    /** The seller's SKU as the channel knows it; may be empty or unknown to the hub. */
    public String sku;

    public String title;
    /** Units bought, including those removed later. */
    public int quantity;
    /** Units removed by an edit, a refund or a cancellation, those that came back included. */
    public int removed;
    /** Of the removed ones, those that had left before: they are a return. */
    public int returned;

    public BigDecimal unitPrice;
    /** Discount of the whole line. */
    public BigDecimal discount = BigDecimal.ZERO;
    /** Tax of the whole line. */
    public BigDecimal tax = BigDecimal.ZERO;

    public boolean requiresShipping = true;
    public ObjectNode extra = SandboxJson.object();

    /** Units that are to leave or have left, those that came back included. */
    public int toLeave() {
        return quantity - removed + returned;
    }

    /** Units still wanted by the buyer, shipped ones included. */
    public int current() {
        return quantity - removed;
    }
}
