package org.caravanserai.order.due;

/** Something a statement shows beside what is left to do. */
public sealed interface StatementFinding {

    /** A parcel of ours is named: the channel has accepted it, whatever became of our call. */
    record Accepted(long parcelId, String channelId) implements StatementFinding {}

    /** A parcel of ours is not named: it was before, or the channel accepted it and has had time to show it. */
    record NotNamed(long parcelId) implements StatementFinding {}

    /** Somebody else sent a parcel. */
    record Foreign(StatedParcel parcel) implements StatementFinding {}

    /** Somebody else sent a parcel, the channel does not say what is in it, and units are still open. */
    record ForeignWithoutUnits(StatedParcel parcel) implements StatementFinding {}

    /** More units of a line have left, by anybody, than were ordered. */
    record OverShipped(int lineNo, int units) implements StatementFinding {}

    /** Units that have left are not wanted any more: a return, not an alarm. */
    record TakenOffAfterLeaving(int lineNo, int units) implements StatementFinding {}
}
