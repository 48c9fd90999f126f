package org.caravanserai.order;

/** An order line while a batch works on it. All quantities are units. */
public final class WorkingLine {

    private final int lineNo;
    private final String channelLineId;
    private final String channelSku;
    private String sku;
    private int quantity;
    private int cancelled;
    private int withdrawn;

    /**
     * @param sku our SKU, null while the channel's is not mapped
     * @param quantity units to be fulfilled
     * @param cancelled units that were taken off
     * @param withdrawn of those, the ones the channel does not know of
     */
    public WorkingLine(
            int lineNo,
            String channelLineId,
            String channelSku,
            String sku,
            int quantity,
            int cancelled,
            int withdrawn) {
        this.lineNo = lineNo;
        this.channelLineId = channelLineId;
        this.channelSku = channelSku;
        this.sku = sku;
        this.quantity = quantity;
        this.cancelled = cancelled;
        this.withdrawn = withdrawn;
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

    /** Ours; null while the channel's is not mapped. */
    public String sku() {
        return sku;
    }

    /** To be fulfilled. */
    public int quantity() {
        return quantity;
    }

    /** Taken off. */
    public int cancelled() {
        return cancelled;
    }

    public void mapTo(String ownSku) {
        this.sku = ownSku;
    }

    /** Of the cancelled units, those that a command took off and the channel still counts. */
    public int withdrawn() {
        return withdrawn;
    }

    /**
     * The channel now states {@code units} in all. What it takes off is taken for the units that a command took off before:
     * somebody told it of them.
     *
     * @return how many more the hub is to fulfil; negative when fewer
     */
    public int state(int units) {
        int change = units - quantity - withdrawn;
        int known = Math.min(withdrawn, Math.max(0, -change));
        withdrawn -= known;
        change += known;
        quantity += change;
        cancelled = Math.max(withdrawn, cancelled - change);
        return change;
    }

    /** A command took units off; the channel does not know of it. */
    public void withdraw(int units) {
        quantity -= units;
        cancelled += units;
        withdrawn += units;
    }
}
