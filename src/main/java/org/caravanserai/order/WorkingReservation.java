package org.caravanserai.order;

import java.time.Instant;

/** Units of a line reserved at one location, while a batch works on their order. */
public final class WorkingReservation {

    private final long id;
    private final long groupId;
    private final int lineNo;
    private final int partNo;
    private final String sku;
    private final String location;
    private final Instant at;
    private final boolean fresh;
    private int quantity;
    private ReservationState state;
    private boolean changed;

    /** @param fresh whether it is not in the database yet */
    public WorkingReservation(
            long id,
            long groupId,
            int lineNo,
            int partNo,
            String sku,
            String location,
            int quantity,
            ReservationState state,
            Instant at,
            boolean fresh) {
        this.id = id;
        this.groupId = groupId;
        this.lineNo = lineNo;
        this.partNo = partNo;
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

    /** Which part of the line it is. */
    public int partNo() {
        return partNo;
    }

    public String sku() {
        return sku;
    }

    public String location() {
        return location;
    }

    /** Units of the part. */
    public int quantity() {
        return quantity;
    }

    public ReservationState state() {
        return state;
    }

    public Instant at() {
        return at;
    }

    /** Not in the database yet. */
    public boolean fresh() {
        return fresh;
    }

    /** In the database otherwise than here. */
    public boolean changed() {
        return changed;
    }

    /**
     * The rest stays reserved; the units taken off become a reservation of their own.
     *
     * @param units fewer than {@link #quantity}
     * @return the new one, in {@code newState}
     */
    public WorkingReservation split(long newId, int units, ReservationState newState) {
        quantity -= units;
        changed = true;
        return new WorkingReservation(newId, groupId, lineNo, partNo, sku, location, units, newState, at, true);
    }

    public void become(ReservationState newState) {
        state = newState;
        changed = true;
    }
}
