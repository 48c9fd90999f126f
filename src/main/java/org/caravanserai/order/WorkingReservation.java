package org.caravanserai.order;

import java.time.Instant;

/** Units of a line promised from one location. */
public final class WorkingReservation {

    /** active: promised; claimed: shipped; released: given back. */
    public enum State {
        ACTIVE,
        CLAIMED,
        RELEASED
    }

    private final long id;
    private final long groupId;
    private final int lineNo;
    private final String sku;
    private final String location;
    private final Instant at;
    private final boolean fresh;
    private int quantity;
    private State state;
    private boolean changed;

    public WorkingReservation(
            long id,
            long groupId,
            int lineNo,
            String sku,
            String location,
            int quantity,
            State state,
            Instant at,
            boolean fresh) {
        this.id = id;
        this.groupId = groupId;
        this.lineNo = lineNo;
        this.sku = sku;
        this.location = location;
        this.quantity = quantity;
        this.state = state;
        this.at = at;
        this.fresh = fresh;
    }

    public long id() {
        return id;
    }

    public long groupId() {
        return groupId;
    }

    public int lineNo() {
        return lineNo;
    }

    public String sku() {
        return sku;
    }

    public String location() {
        return location;
    }

    public int quantity() {
        return quantity;
    }

    public State state() {
        return state;
    }

    public Instant at() {
        return at;
    }

    /** Not in the database yet. */
    public boolean fresh() {
        return fresh;
    }

    public boolean changed() {
        return changed;
    }

    /** The rest keeps its promise; the units taken off become a reservation of their own, in {@code newState}. */
    public WorkingReservation split(long newId, int units, State newState) {
        quantity -= units;
        changed = true;
        return new WorkingReservation(newId, groupId, lineNo, sku, location, units, newState, at, true);
    }

    public void become(State newState) {
        state = newState;
        changed = true;
    }
}
