package org.caravanserai.allocate.life;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.caravanserai.allocate.life.Dialect.Counts;

/** What the shop has written down of one order; it may be wrong about what has really left. */
final class Shop {

    /** The most lines an order of the model has. */
    static final int LINES = 3;

    enum Status {
        PENDING,
        OPEN,
        CANCELLED
    }

    /** A line as the shop has it; all numbers are units. */
    static final class Line {
        final String id;
        final String sku;
        int ordered;
        int off;
        int back;
        int unclear;
        boolean sent;

        Line(String id, String sku, int ordered) {
            this.id = id;
            this.sku = sku;
            this.ordered = ordered;
        }
    }

    /**
     * A parcel as the shop has it.
     *
     * @param units by line
     * @param mute the shop does not say what is in it
     * @param byHand staff sent it
     */
    record Parcel(String id, String tracking, int[] units, boolean mute, boolean byHand) {}

    final Dialect dialect;
    final List<Line> lines = new ArrayList<>();
    final List<Parcel> parcels = new ArrayList<>();
    /** Units by line that staff really sent, as it was when this was said; no part of what is said. */
    int[] byHand = new int[LINES];
    /** Units by line that turned out not to have been sent when they were off already; no part of what is said either. */
    int[] neverLeft = new int[LINES];

    Status status;
    Instant version;
    private int parcelIds;

    Shop(Dialect dialect, Status status, Instant version) {
        this.dialect = dialect;
        this.status = status;
        this.version = version;
    }

    /** Units the shop believes to have been sent. */
    int sent(int line) {
        int listed = parcels.stream().mapToInt(one -> one.units[line]).sum();
        return lines.get(line).sent && dialect.counts() != Counts.UNITS ? Math.max(listed, wanted(line)) : listed;
    }

    /** Units that were bought and not taken off before they left. */
    int wanted(int line) {
        return lines.get(line).ordered - lines.get(line).off;
    }

    /** Units the shop still expects to be sent. */
    int unsent(int line) {
        return Math.max(0, wanted(line) - sent(line));
    }

    boolean alive() {
        return status != Status.CANCELLED;
    }

    Parcel add(String tracking, int[] units, boolean mute, boolean byHand) {
        Parcel parcel = new Parcel("70" + ++parcelIds, tracking, units.clone(), mute, byHand);
        parcels.add(parcel);
        return parcel;
    }

    /** It has this very parcel already, whoever told it. */
    boolean has(String tracking) {
        return parcels.stream()
                .anyMatch(one -> one.tracking.replaceAll("[ -]", "").equalsIgnoreCase(tracking));
    }

    /** Its id of the parcel of this number; empty when it has none. */
    String idOf(String tracking) {
        return parcels.stream()
                .filter(one -> one.tracking.replaceAll("[ -]", "").equalsIgnoreCase(tracking))
                .map(Parcel::id)
                .findFirst()
                .orElse("");
    }

    boolean fits(int[] units) {
        return IntStream.range(0, lines.size()).allMatch(line -> units[line] <= unsent(line));
    }

    boolean sentAll() {
        return lines.stream().allMatch(line -> line.sent);
    }

    /** What it says now: later changes do not show in it. */
    Shop copy() {
        Shop copy = new Shop(dialect, status, version);
        for (Line line : lines) {
            Line same = new Line(line.id, line.sku, line.ordered);
            same.off = line.off;
            same.back = line.back;
            same.unclear = line.unclear;
            same.sent = line.sent;
            copy.lines.add(same);
        }
        copy.parcels.addAll(parcels);
        return copy;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(status + "@" + version);
        lines.forEach(line -> text.append(" [")
                .append(line.ordered + "-" + line.off + " back " + line.back + " unclear " + line.unclear
                        + (line.sent ? " sent" : ""))
                .append("]"));
        parcels.forEach(one -> text.append(" ")
                .append(one.tracking)
                .append(Arrays.toString(one.units))
                .append(one.byHand ? "h" : "")
                .append(one.mute ? "m" : ""));
        return text.toString();
    }
}
