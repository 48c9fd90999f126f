package org.caravanserai.order;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The reservations of one order, active ones as they were read and all that were made in this round. */
public final class WorkingReservations {

    private final List<WorkingReservation> all = new ArrayList<>();

    public void add(WorkingReservation reservation) {
        all.add(reservation);
    }

    public Stream<WorkingReservation> stream() {
        return all.stream();
    }

    /** Those of a group that still hold their units; a copy, so that splitting them does not disturb it. */
    public List<WorkingReservation> activeOf(long groupId) {
        return all.stream()
                .filter(one -> one.groupId() == groupId && one.state() == ReservationState.ACTIVE)
                .toList();
    }
}
