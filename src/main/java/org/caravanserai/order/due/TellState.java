package org.caravanserai.order.due;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the channel has been told of something the hub did.
 *
 * @param phase what became of the call
 * @param intentAt when the intent to call was committed; null before
 * @param endedAt when the call ended; null before
 * @param countedFrom the version of the first statement that was read late enough to count it for certain; null while there
 *     was none
 * @param marksSent whether the call marks the line or the order as sent
 */
public record TellState(TellPhase phase, Instant intentAt, Instant endedAt, Instant countedFrom, boolean marksSent) {

    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(10);

    /** Nobody has been told and nobody is being told. */
    public static final TellState NOT_TOLD = new TellState(TellPhase.NONE, null, null, null, false);

    /** What became of a call. */
    public enum TellPhase {
        /** None was made, or its message still waits. */
        NONE,
        /** The intent is committed; the answer is not known yet. */
        OPEN,
        /** The channel said yes. */
        ACCEPTED,
        /** Nobody knows. */
        UNKNOWN,
        /** The channel said no. */
        REFUSED
    }

    /** Whether a statement counts what the call was about. */
    public enum CountState {
        YES,
        NO,
        /** It may or may not. */
        IN_DOUBT
    }

    /**
     * Whether the statement counts it, where the channel does not name what it counts.
     *
     * @param settle how long the channel may take to show what it accepted
     */
    public CountState countedBy(OrderStatement statement, Duration settle) {
        if (phase == TellPhase.NONE
                || phase == TellPhase.REFUSED
                || statement.readAt().isBefore(intentAt)) {
            return CountState.NO;
        }
        boolean seen = countedFrom != null && !statement.version().isBefore(countedFrom);
        return seen || isSettled(statement, settle) ? CountState.YES : CountState.IN_DOUBT;
    }

    /** Whether the statement was read late enough after the accepted call to show it. */
    public boolean isSettled(OrderStatement statement, Duration settle) {
        return phase == TellPhase.ACCEPTED && !statement.readAt().isBefore(endedAt.plus(settle));
    }

    /** Whether the call may have set the mark that the statement shows of the line. */
    boolean mayHaveMarked(OrderStatement statement, StatedLine line) {
        boolean before = intentAt != null
                && (isSurelyBefore(statement.readAt(), intentAt)
                        || line.markedAt() != null && isSurelyBefore(line.markedAt(), intentAt));
        return marksSent && mayHaveHappened() && !before;
    }

    /** Channels state whole seconds by clocks of their own: what lies closer together may have happened in either order. */
    private static boolean isSurelyBefore(Instant theirs, Instant ours) {
        return theirs.plus(CLOCKS_DIFFER).isBefore(ours);
    }

    /** The channel has it. */
    public boolean isAccepted() {
        return phase == TellPhase.ACCEPTED;
    }

    /** The channel turned out to have it at this time, whatever became of the call. */
    public TellState acceptedAt(Instant at) {
        return new TellState(TellPhase.ACCEPTED, intentAt == null ? at : intentAt, at, countedFrom, marksSent);
    }

    /** The same, counted for certain by statements of this version and later. */
    public TellState countedFrom(Instant version) {
        return new TellState(phase, intentAt, endedAt, version, marksSent);
    }

    /** Of two things that the channel shows as one: what is not the same of both is not known of them together. */
    public static TellState together(TellState one, TellState other) {
        boolean marks = one.marksSent || other.marksSent;
        if (one.phase != other.phase) {
            return new TellState(TellPhase.OPEN, earlier(one.intentAt, other.intentAt), null, null, marks);
        }
        boolean counted = one.countedFrom != null && other.countedFrom != null;
        return new TellState(
                one.phase,
                earlier(one.intentAt, other.intentAt),
                later(one.endedAt, other.endedAt),
                counted ? later(one.countedFrom, other.countedFrom) : null,
                marks);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    /** Whether the call may have reached the channel. */
    public boolean mayHaveHappened() {
        return phase == TellPhase.OPEN || phase == TellPhase.ACCEPTED || phase == TellPhase.UNKNOWN;
    }
}
