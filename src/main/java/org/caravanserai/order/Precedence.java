package org.caravanserai.order;

import java.time.Duration;
import java.time.Instant;

/**
 * Says which of two statements about an order holds. Versions are the channel's claims: they are compared only where both can
 * be believed. A version of ours near the channel's says nothing, and one that lies in the future says nothing at all: then the
 * channel is asked, and what it answers holds by the time at which it was asked.
 */
public final class Precedence {

    /** What becomes of a statement. */
    public enum Verdict {
        /** It is newer: it holds. */
        TAKE,
        /** It says what is known. */
        SAME,
        /** It is older: it changes nothing. */
        STALE,
        /** Nobody can tell: the channel has to be asked. */
        ASK,
        /** The channel was asked, and may not have settled what it said last: it has to be asked once more. */
        ASK_LATER,
        /** The channel was asked when it must have settled, and hands out what by its own clock is older than what it said. */
        DOUBT
    }

    private final Duration tolerance;

    /** @param tolerance how far the clocks of a channel and of the hub may differ */
    public Precedence(Duration tolerance) {
        this.tolerance = tolerance;
    }

    /** Whether a time that somebody outside names lies further ahead of its receipt than clocks may differ. */
    public boolean isAhead(Instant claimed, Instant receivedAt) {
        return claimed != null && claimed.isAfter(receivedAt.plus(tolerance));
    }

    /**
     * What becomes of a statement about an order that is known.
     *
     * @param known when the statement that holds was made
     * @param stated when this one was made
     * @param same whether both say the same
     * @param receivedAt when this one came in
     * @param fetched whether the channel was asked for this order alone
     * @param mayAsk whether it can be asked now
     * @param settle how long the channel may take to show what it said
     */
    public Verdict judge(
            StatementTime known,
            StatementTime stated,
            boolean same,
            Instant receivedAt,
            boolean fetched,
            boolean mayAsk,
            Duration settle) {
        boolean poisoned = isAhead(known.version(), receivedAt);
        int age = poisoned || near(known, stated) ? 0 : stated.version().compareTo(known.version());
        if (age > 0) {
            return Verdict.TAKE;
        }
        if (age < 0) {
            boolean readLater = stated.readAt().isAfter(known.readAt());
            return same || !readLater ? Verdict.STALE : older(known, stated, fetched, mayAsk, settle);
        }
        if (fetched) {
            boolean later =
                    isAhead(known.readAt(), receivedAt) || !stated.readAt().isBefore(known.readAt());
            return later ? Verdict.TAKE : Verdict.STALE;
        }
        if (same) {
            return Verdict.SAME;
        }
        return mayAsk ? Verdict.ASK : Verdict.TAKE;
    }

    /** It was read after what is known, and its version says that it is older: a clock was ahead, was put back, or a copy is old. */
    private static Verdict older(
            StatementTime known, StatementTime stated, boolean fetched, boolean mayAsk, Duration settle) {
        if (!fetched) {
            return mayAsk ? Verdict.ASK : Verdict.STALE;
        }
        return stated.readAt().isBefore(known.readAt().plus(settle)) ? Verdict.ASK_LATER : Verdict.DOUBT;
    }

    /** Of two versions one of which is ours, those that the difference of clocks alone could put either way round. */
    private boolean near(StatementTime one, StatementTime other) {
        return (one.ours() || other.ours())
                && Duration.between(one.version(), other.version()).abs().compareTo(tolerance) <= 0;
    }
}
