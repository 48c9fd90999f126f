package org.caravanserai.allocate.life;

/**
 * One thing that happens. What it cannot do in the state it finds, it leaves undone, so that any step may be taken out of a
 * story.
 *
 * @param a which one is meant; {@code b} how many, or how
 * @param delay waves until the shop's statement of it arrives; {@link #LOST} when it never does
 */
record Step(Kind kind, int a, int b, int delay) {

    static final int LOST = -1;

    /** What can happen. */
    enum Kind {
        /** The buyer pays; the order may ship. */
        PAY,
        /** The payment is taken back or looked into: it must not ship. */
        HOLD,
        /** Units are added to a line. */
        MORE,
        /** Units are taken off a line before anybody sent them. */
        LESS,
        /** Units are refunded, sent or not. */
        REFUND,
        /** Staff sends units themselves and says so in the shop. */
        HAND,
        /** Staff deletes what they said they had sent. */
        UNDO,
        /** Staff enters it again. */
        REDO,
        /** Staff deletes a parcel of ours in the shop. */
        UNDO_OURS,
        CANCEL,
        REVIVE,
        DELETE,
        /** Somebody has the hub take units off a line. */
        TAKE,
        /** The hub's messages reach the warehouse. */
        RELEASE,
        /** A parcel leaves the warehouse. */
        SHIP,
        /** The warehouse tells the shop of a parcel itself. */
        THIRD_TELLS,
        /** A call of the hub that tells of a parcel reaches the shop. */
        CALL,
        /** The hub hears what became of its call. */
        OUTCOME,
        /** The answer to a call of the hub gets lost: it does not know what became of it, and makes it again. */
        LOSE_ANSWER,
        /** The warehouse answers a recall. */
        ANSWER,
        /** The hub's poll finds the order as it is now. */
        POLL,
        NOTHING
    }

    @Override
    public String toString() {
        return kind + "(" + a + "," + b + (delay == LOST ? ",lost" : ",+" + delay) + ")";
    }
}
