package org.caravanserai.order;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.caravanserai.order.due.TellState;

/**
 * A command of ours that took units off an order, while a batch works on the order, and how far the channel has been told of
 * it. It is told once it is decided: of a whole order that a warehouse had, when the warehouse has answered.
 */
public final class WorkingCancellation {

    private final long id;
    private final boolean fresh;
    private final String actor;
    private final String reason;
    private final boolean whole;
    private final TreeMap<Integer, Integer> units = new TreeMap<>();
    private final TreeMap<Integer, Integer> uncounted = new TreeMap<>();
    private boolean decided;
    private Long outboxId;
    private Long caseId;
    private TellState tell = TellState.NOT_TOLD;
    private String channelIds = "";
    private boolean changed;

    private WorkingCancellation(long id, boolean fresh, String actor, String reason, boolean whole) {
        this.id = id;
        this.fresh = fresh;
        this.actor = actor;
        this.reason = reason;
        this.whole = whole;
    }

    /**
     * Somebody has just asked for it.
     *
     * @param actor who, as the audit trail names them
     * @param reason a word of {@code cancellation.v1}
     * @param whole the whole order was to be cancelled, not units of single lines
     * @param units what was taken off, by line number
     */
    public static WorkingCancellation asked(
            long id, String actor, String reason, boolean whole, Map<Integer, Integer> units) {
        WorkingCancellation one = new WorkingCancellation(id, true, actor, reason, whole);
        one.units.putAll(units);
        one.uncounted.putAll(units);
        return one;
    }

    /** One that is in the database; its lines follow. */
    public static WorkingCancellation known(long id, String actor, String reason, boolean whole) {
        return new WorkingCancellation(id, false, actor, reason, whole);
    }

    /** What the database holds of how it went on. Ids may be null. @return this */
    public WorkingCancellation knownToBe(boolean isDecided, Long message, Long openCase, TellState told, String ids) {
        channelIds = ids;
        decided = isDecided;
        outboxId = message;
        caseId = openCase;
        tell = told;
        return this;
    }

    /** A line that is in the database. @param notCounted units of it that the channel is not known to have taken off */
    public void put(int lineNo, int quantity, int notCounted) {
        units.put(lineNo, quantity);
        uncounted.put(lineNo, notCounted);
    }

    /**
     * All its warehouses have answered.
     *
     * @param remaining units by line number that were really taken off
     */
    public void decide(Map<Integer, Integer> remaining) {
        units.replaceAll((lineNo, before) -> remaining.getOrDefault(lineNo, 0));
        uncounted.replaceAll((lineNo, before) -> Math.min(before, units.get(lineNo)));
        decided = true;
        changed = true;
    }

    /** The channel is told by this message. */
    public void tellBy(long message) {
        outboxId = message;
        changed = true;
    }

    /** A person is to tell the channel; null: nobody need any more. */
    public void waitFor(Long newCaseId) {
        caseId = newCaseId;
        changed = true;
    }

    /** A call about it has ended. @param ids the channel's of it, empty when the answer holds none */
    public void told(TellState state, String ids) {
        tell = state;
        channelIds = ids.isEmpty() ? channelIds : ids;
        changed = true;
    }

    /** The channel has taken off units of the line by itself or by our call. @param atMost that it may still not count */
    void countUpTo(int lineNo, int atMost) {
        Integer before = uncounted.get(lineNo);
        if (before != null && before > atMost) {
            uncounted.put(lineNo, atMost);
            changed = true;
        }
    }

    /** Nothing of it is left that the channel does not know. */
    public boolean isCounted() {
        return uncounted.values().stream().allMatch(one -> one == 0);
    }

    public long id() {
        return id;
    }

    /** Not in the database yet. */
    public boolean fresh() {
        return fresh;
    }

    /** In the database otherwise than here. */
    public boolean changed() {
        return changed;
    }

    /** Who asked for it, as the audit trail names them. */
    public String actor() {
        return actor;
    }

    public String reason() {
        return reason;
    }

    /** The whole order was to be cancelled. */
    public boolean whole() {
        return whole;
    }

    /** Units by line number that were taken off. */
    public SortedMap<Integer, Integer> units() {
        return Collections.unmodifiableSortedMap(units);
    }

    /** Units of the line that the channel is not known to have taken off. */
    public int uncounted(int lineNo) {
        return uncounted.getOrDefault(lineNo, 0);
    }

    /** No warehouse's answer is awaited any more. */
    public boolean decided() {
        return decided;
    }

    /** The message that tells the channel; null before, and where the channel takes none. */
    public Long outboxId() {
        return outboxId;
    }

    /** The case that asks a person to tell the channel; null when none is open. */
    public Long caseId() {
        return caseId;
    }

    /** The channel's ids of it, with one space between them; empty while unknown. */
    public String channelIds() {
        return channelIds;
    }

    /** How far the channel has been told. */
    public TellState tell() {
        return tell;
    }
}
