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
    private String nextStep;
    private Instant nextAt;
    private Long caseId;
    private Instant releasedAt;
    private RecallReason recalledFor;
    private boolean changed;
    private boolean newlyAllocated;

    public WorkingGroup(long id, GroupState state, String location, boolean fresh) {
        this.id = id;
        this.state = state;
        this.location = location;
        this.fresh = fresh;
    }

    /** As it was read from the database. */
    public static WorkingGroup read(
            long id,
            GroupState state,
            String location,
            String nextStep,
            Instant nextAt,
            Long caseId,
            Instant releasedAt,
            RecallReason recalledFor) {
        WorkingGroup group = new WorkingGroup(id, state, location, false);
        group.nextStep = nextStep;
        group.nextAt = nextAt;
        group.caseId = caseId;
        group.releasedAt = releasedAt;
        group.recalledFor = recalledFor;
        return group;
    }

    /**
     * Changes state and says what is to happen next.
     *
     * @param step what happens next, null in a terminal state or when a case waits for a person
     * @throws IllegalTransitionException when the transition table does not allow it
     */
    public void become(GroupState next, String step, Instant at) {
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

    /** What the answer of the warehouse will decide about, from now on. */
    public void recallFor(RecallReason reason) {
        recalledFor = reason;
        changed = true;
    }

    public void locate(String newLocation) {
        location = newLocation;
        changed = true;
    }

    public void waitFor(Long newCaseId) {
        caseId = newCaseId;
        changed = true;
    }

    public void put(int lineNo, int quantity, int shipped) {
        lines.put(lineNo, new GroupUnits(quantity, shipped));
    }

    public void ship(int lineNo, int units) {
        lines.get(lineNo).ship(units);
        changed = true;
    }

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

    public boolean isEmpty() {
        return lines.values().stream().allMatch(units -> units.quantity() == 0);
    }

    public long id() {
        return id;
    }

    public boolean fresh() {
        return fresh;
    }

    public boolean changed() {
        return changed;
    }

    public TreeMap<Integer, GroupUnits> lines() {
        return lines;
    }

    public GroupState state() {
        return state;
    }

    public String location() {
        return location;
    }

    public String nextStep() {
        return nextStep;
    }

    public Instant nextAt() {
        return nextAt;
    }

    public Long caseId() {
        return caseId;
    }

    public Instant releasedAt() {
        return releasedAt;
    }

    /** Why its warehouse was asked to give it back; null when it was not. */
    public RecallReason recalledFor() {
        return recalledFor;
    }
}
