package org.caravanserai.order;

import java.time.Instant;
import java.util.TreeMap;

/** A fulfilment group while a batch works on it. Every change of state goes through {@link #become}. */
public final class WorkingGroup {

    private final long id;
    private final boolean fresh;
    private final TreeMap<Integer, GroupUnits> lines = new TreeMap<>();
    private GroupState state;
    private String location;
    private NextStep nextStep;
    private Instant nextAt;
    private Long caseId;
    private RecallReason recalledFor;
    private RecallReason refusedFor;
    private Instant regrownAt;
    private boolean shadow;
    private boolean changed;
    private boolean newlyAllocated;

    private WorkingGroup(long id, boolean fresh, GroupState state, String location) {
        this.id = id;
        this.fresh = fresh;
        this.state = state;
        this.location = location;
    }

    /** A new group, about which nothing is decided. */
    public static WorkingGroup founded(long id) {
        return new WorkingGroup(id, true, GroupState.RECEIVED, null);
    }

    /** A group that exists. @param location null before it was sourced */
    public static WorkingGroup known(long id, GroupState state, String location) {
        return new WorkingGroup(id, false, state, location);
    }

    /** What the database holds of what is to happen to it. All may be null. @return this */
    public WorkingGroup knownToWait(NextStep step, Instant at, Long forCase, RecallReason recall) {
        nextStep = step;
        nextAt = at;
        caseId = forCase;
        recalledFor = recall;
        return this;
    }

    /**
     * Changes state and says what is to happen next.
     *
     * @param step what happens next, null in a terminal state or when a case waits for a person
     * @param at when it is due, null when {@code step} is
     * @throws IllegalTransitionException when the transition table does not allow it
     */
    public void become(GroupState next, NextStep step, Instant at) {
        if (next != state && !state.canBecome(next)) {
            throw new IllegalTransitionException(id, state, next);
        }
        newlyAllocated |= next == GroupState.ALLOCATED && state != GroupState.ALLOCATED;
        state = next;
        recalledFor = next == GroupState.CANCEL_REQUESTED ? recalledFor : null;
        nextStep = next.isTerminal() ? null : step;
        nextAt = next.isTerminal() ? null : at;
        changed = true;
    }

    /** It is over; or a person decides about it, and nothing happens of itself. */
    public void stopAt(GroupState last) {
        become(last, null, null);
    }

    /** It is sourced anew, in this round. */
    public void sourceAnew(Instant now) {
        become(GroupState.RECEIVED, NextStep.ALLOCATE, now);
    }

    /** What the answer of the warehouse will decide about, from now on. */
    public void recallFor(RecallReason reason) {
        recalledFor = reason;
        changed = true;
    }

    /** Its warehouse keeps it. */
    public void refuse(RecallReason reason) {
        refusedFor = reason;
        changed = true;
    }

    /** All of it is wanted again: should it not be, its warehouse may be asked once more. */
    public void forgetRefusal() {
        changed |= refusedFor != null;
        refusedFor = null;
    }

    /** What the database holds of a recall that was refused, and of units that somebody else had sent, both may be null; and of shadow. */
    public void knownBefore(RecallReason refusal, Instant regrowth, boolean inShadow) {
        refusedFor = refusal;
        regrownAt = regrowth;
        shadow = inShadow;
    }

    /** Whether its location was chosen on a copy of the stock, so that nothing is reserved. */
    public void simulate(boolean onCopy) {
        changed |= shadow != onCopy;
        shadow = onCopy;
    }

    /** Somebody had sent its units and took that back; null: it is certain that nobody has. */
    public void regrow(Instant when) {
        regrownAt = when;
        changed = true;
    }

    public void locate(String newLocation) {
        location = newLocation;
        changed = true;
    }

    /** @param newCaseId the case that a person decides, null when it waits for none any more */
    public void waitFor(Long newCaseId) {
        caseId = newCaseId;
        changed = true;
    }

    /** Units of a line are in this group; {@code shipped} of them have left. */
    public void put(int lineNo, int quantity, int shipped) {
        lines.put(lineNo, new GroupUnits(quantity, shipped));
    }

    /** Units were in it all the same: they have left although it had been given back. */
    public void putBack(int lineNo, int units) {
        GroupUnits before = lines.getOrDefault(lineNo, new GroupUnits(0, 0));
        put(lineNo, before.quantity() + units, before.shipped());
        changed = true;
    }

    /** @throws IllegalStateException when fewer units are open */
    public void ship(int lineNo, int units) {
        lines.get(lineNo).ship(units);
        changed = true;
    }

    /** Takes open units away. @throws IllegalStateException when fewer are open */
    public void reduce(int lineNo, int units) {
        lines.get(lineNo).reduceBy(units);
        changed = true;
    }

    /** Became ALLOCATED in this batch: its warehouse is to be told. */
    public boolean newlyAllocated() {
        return newlyAllocated && state == GroupState.ALLOCATED;
    }

    public boolean shippedAll() {
        return lines.values().stream().allMatch(units -> units.open() == 0);
    }

    public boolean shippedAny() {
        return lines.values().stream().anyMatch(units -> units.shipped() > 0);
    }

    /** Nothing was left in it. */
    public boolean isEmpty() {
        return lines.values().stream().allMatch(units -> units.quantity() == 0);
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

    /** Its units by line number. */
    public TreeMap<Integer, GroupUnits> lines() {
        return lines;
    }

    public GroupState state() {
        return state;
    }

    /** Code of the location that ships it; null before it was sourced. */
    public String location() {
        return location;
    }

    /** What happens next; null in a terminal state or when a person decides. */
    public NextStep nextStep() {
        return nextStep;
    }

    public Instant nextAt() {
        return nextAt;
    }

    public Long caseId() {
        return caseId;
    }

    /** Why its warehouse was asked to give it back; null when it was not. */
    public RecallReason recalledFor() {
        return recalledFor;
    }

    /** Why its warehouse was asked in vain; null when it was not. */
    public RecallReason refusedFor() {
        return refusedFor;
    }

    /** Its location was chosen on a copy of the stock: nothing is reserved, and its warehouse is not told. */
    public boolean shadow() {
        return shadow;
    }

    /** Since when its units are to be sent although somebody had said they had; null when nobody had, or it is certain. */
    public Instant regrownAt() {
        return regrownAt;
    }
}
