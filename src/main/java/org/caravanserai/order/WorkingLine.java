package org.caravanserai.order;

/** An order line while a batch works on it. {@code sku} is ours, null while the channel's cannot be mapped. */
public final class WorkingLine {

    private final int lineNo;
    private final String channelLineId;
    private final String channelSku;
    private String sku;
    private int quantity;
    private int cancelled;

    public WorkingLine(int lineNo, String channelLineId, String channelSku, String sku, int quantity, int cancelled) {
        this.lineNo = lineNo;
        this.channelLineId = channelLineId;
        this.channelSku = channelSku;
        this.sku = sku;
        this.quantity = quantity;
        this.cancelled = cancelled;
    }

    public int lineNo() {
        return lineNo;
    }

    public String channelLineId() {
        return channelLineId;
    }

    public String channelSku() {
        return channelSku;
    }

    public String sku() {
        return sku;
    }

    public int quantity() {
        return quantity;
    }

    public int cancelled() {
        return cancelled;
    }

    public void mapTo(String ownSku) {
        this.sku = ownSku;
    }

    /** The channel now wants {@code units} in all. */
    public void changeTo(int units) {
        cancelled = Math.max(0, cancelled + quantity - units);
        quantity = units;
    }
}
