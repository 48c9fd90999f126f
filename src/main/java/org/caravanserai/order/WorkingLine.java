package org.caravanserai.order;

/** An order line while a batch works on it. {@code sku} is ours, null while the channel's cannot be mapped. */
public final class WorkingLine {

    private final int lineNo;
    private final String channelLineId;
    private final String channelSku;
    private String sku;
    private int quantity;
    private int cancelled;
    private int withdrawn;

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
