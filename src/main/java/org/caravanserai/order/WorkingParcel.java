package org.caravanserai.order;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.caravanserai.order.due.TellState;

/** A parcel that left one of our warehouses, while a batch works on its order, and how far the channel knows of it. */
public final class WorkingParcel {

    private final long id;
    private final int number;
    private final String tracking;
    private final Long outboxId;
    private final TreeMap<Integer, Integer> units = new TreeMap<>();
    private TellState tell;
    private String channelIds;
    private final Instant leftAt;
    private boolean named;
    private boolean changed;

    /**
     * @param number in its order, from 1
     * @param outboxId the message that tells the channel; null when it is told of nothing
     * @param tell how far the channel has been told
     * @param channelIds the channel's ids of it, with one space between them; empty while unknown
     * @param named whether a statement of the channel has named it
     * @param leftAt when it left, as its warehouse says
     */
    public WorkingParcel(
            long id,
            int number,
            String tracking,
            Long outboxId,
            TellState tell,
            String channelIds,
            boolean named,
            Instant leftAt) {
        this.id = id;
        this.number = number;
        this.tracking = tracking;
        this.outboxId = outboxId;
        this.tell = tell;
        this.channelIds = channelIds;
        this.named = named;
        this.leftAt = leftAt;
    }

    /** When it left, as its warehouse says. */
    public Instant leftAt() {
        return leftAt;
    }

    /** Units of a line are in it. */
    public void put(int lineNo, int quantity) {
        units.put(lineNo, quantity);
    }

    /** A call about it has ended. @param ids the channel's, empty when the answer holds none */
    public void told(TellState state, String ids) {
        tell = state;
        channelIds = ids.isEmpty() ? channelIds : ids;
        changed = true;
    }

    /** A statement of the channel names it: it has it, whatever became of our call. */
    public void namedAs(String id, Instant readAt) {
        if (!named || (channelIds.isEmpty() && !id.isEmpty())) {
            named = true;
            channelIds = channelIds.isEmpty() ? id : channelIds;
            changed = true;
        }
        if (!tell.isAccepted()) {
            tell = tell.acceptedAt(readAt);
            changed = true;
        }
    }

    /** A statement was read late enough to count it for certain; the first of them is remembered. */
    public void countedFrom(Instant version) {
        if (tell.countedFrom() == null || version.isBefore(tell.countedFrom())) {
            tell = tell.countedFrom(version);
            changed = true;
        }
    }

    public long id() {
        return id;
    }

    /** In its order, from 1: the package reference that channels are told. */
    public int number() {
        return number;
    }

    public String tracking() {
        return tracking;
    }

    /** The message that tells the channel; null when it is told of nothing. */
    public Long outboxId() {
        return outboxId;
    }

    /** Units by line number. */
    public SortedMap<Integer, Integer> units() {
        return Collections.unmodifiableSortedMap(units);
    }

    /** How far the channel has been told. */
    public TellState tell() {
        return tell;
    }

    /** The channel's ids of it, with one space between them; empty while unknown. */
    public String channelIds() {
        return channelIds;
    }

    /** A statement of the channel has named it. */
    public boolean named() {
        return named;
    }

    /** In the database otherwise than here. */
    public boolean changed() {
        return changed;
    }
}
