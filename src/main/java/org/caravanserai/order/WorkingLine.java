package org.caravanserai.order;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** An order line while a batch works on it. All quantities are units. */
public final class WorkingLine {

    private final int lineNo;
    private final String channelLineId;
    private ListingKey listing;
    private List<LinePart> parts = List.of();
    private boolean remapped;
    private String sku;
    private int quantity;
    private int cancelled;
    private int withdrawn;
    private HomeUnits unclearHome = HomeUnits.NONE;
    private int ordered;
    private MarkTimes said = MarkTimes.NONE;

    /**
     * @param sku our SKU, null while the channel's is not mapped
     * @param quantity units to be fulfilled
     * @param cancelled units that were taken off
     * @param withdrawn of those, the ones the channel does not know of
     */
    public WorkingLine(
            int lineNo,
            String channelLineId,
            ListingKey listing,
            String sku,
            int quantity,
            int cancelled,
            int withdrawn) {
        this.lineNo = lineNo;
        this.channelLineId = channelLineId;
        this.listing = listing;
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
        return listing.sku();
    }

    /** What the channel calls it. */
    public ListingKey listing() {
        return listing;
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

    /**
     * What the channel means is known now, or is known to be something else.
     *
     * @param ownSku ours
     * @param consistsOf what of our stock makes one unit; empty when nothing is to be reserved or shipped
     */
    public void mapTo(String ownSku, List<LinePart> consistsOf) {
        remapped |= !ownSku.equals(sku) || !consistsOf.equals(parts);
        sku = ownSku;
        parts = List.copyOf(consistsOf);
    }

    /** The channel calls it something else now, and nothing of it is reserved anywhere: it is to be mapped anew. */
    public void relist(ListingKey now) {
        listing = now;
        remapped |= !parts.isEmpty();
        sku = null;
        parts = List.of();
    }

    /** A part that is in the database. */
    public void known(LinePart part) {
        parts = Stream.concat(parts.stream(), Stream.of(part)).toList();
    }

    /** What of our stock makes one unit of it. */
    public List<LinePart> parts() {
        return parts;
    }

    /** Its parts in the database are others. */
    public boolean remapped() {
        return remapped;
    }

    /** It is mapped to something of which nothing is reserved or shipped: a tip, a service. */
    public boolean notStocked() {
        return sku != null && parts.isEmpty();
    }

    /** Of the cancelled units, those that a command took off and the channel still counts. */
    public int withdrawn() {
        return withdrawn;
    }

    /** The most units that the channel ever said were ordered. */
    public int ordered() {
        return ordered;
    }

    public void order(int units) {
        ordered = Math.max(ordered, units);
    }

    /** Of the units that the channel took off without saying whether they had left, those known to have been at home. */
    public HomeUnits unclearHome() {
        return unclearHome;
    }

    /** @param version of the statement by which it is known */
    public void knowHome(int units, Instant version) {
        unclearHome = unclearHome.known(units, version);
    }

    /** Units have left. Those that left before the channel spoke may be the ones that it took off then. */
    public void left(int units, Instant at) {
        unclearHome = unclearHome.left(units, at);
    }

    /** Whether a statement of this version marks it as sent, where a channel says no more than that. */
    public void mark(boolean sent, Instant version) {
        said = said.marked(sent, version);
    }

    /** Since when the channel marks it as sent. */
    public MarkTimes said() {
        return said;
    }

    /** What the database holds of it. */
    public void knownBefore(HomeUnits home, MarkTimes times) {
        unclearHome = home;
        said = times;
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

    /** Of the units that commands took off, the channel has taken these off as well. */
    public void count(int units) {
        withdrawn -= Math.max(0, Math.min(withdrawn, units));
    }

    /** A command took units off; the channel does not know of it. */
    public void withdraw(int units) {
        quantity -= units;
        cancelled += units;
        withdrawn += units;
    }
}
