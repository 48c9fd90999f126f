package org.caravanserai.outbox.source;

import java.time.Duration;
import java.time.Instant;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.source.RetryDecision.FollowUp;

/**
 * What a push of stock means for its listing.
 *
 * @param belief what becomes of our belief about what the channel shows
 * @param read the quantity that was read at the channel; null when none was
 * @param nextAt not before this is the listing looked at again
 */
record ListingOutcome(
        CompletedCall call, RetryDecision decision, Belief belief, Integer read, Instant nextAt, int attempts) {

    /** What becomes of {@code believed}. */
    enum Belief {
        /** The channel compared before it set: the target, less what was sold meanwhile. */
        COMPARED,
        /** The channel just set it: the target, unless something was sold meanwhile. */
        SET,
        /** What was read at the channel; unknown if nothing was. */
        READ,
        /** What it was. */
        KEEP
    }

    /** A listing is not pushed more often than this. */
    private static final Duration BETWEEN_PUSHES = Duration.ofSeconds(1);
    /** After a stale answer the account's orders are taken first; this long they get for it. */
    private static final Duration AFTER_STALE = Duration.ofSeconds(2);
    /** A listing with a case is tried again this late: the person may have put it right at the channel. */
    private static final Duration AFTER_CASE = Duration.ofHours(1);

    static ListingOutcome of(CompletedCall call, RetryDecision decision, Backoff backoff) {
        Instant now = call.endedAt();
        Outcome.Kind kind = call.outcome().kind();
        // After an unknown outcome the push may have taken effect or not: the next one must not compare with what we
        // believed before.
        boolean unknown = kind == Outcome.Kind.UNKNOWN;
        Integer read = call.result().shown();
        int attempt = call.work().attempt();
        return switch (decision.followUp()) {
            case DONE ->
                new ListingOutcome(
                        call,
                        decision,
                        call.operation().compareAndSet() ? Belief.COMPARED : Belief.SET,
                        null,
                        now.plus(backoff.plain(BETWEEN_PUSHES)),
                        0);
            case CASE ->
                new ListingOutcome(
                        call,
                        decision,
                        unknown ? Belief.READ : Belief.KEEP,
                        null,
                        now.plus(backoff.plain(AFTER_CASE)),
                        0);
            case RETRY -> {
                if (kind == Outcome.Kind.STALE) {
                    Instant afterOrders = now.plus(backoff.plain(AFTER_STALE));
                    yield new ListingOutcome(
                            call, decision, Belief.READ, read, later(decision.at(), afterOrders), attempt);
                }
                yield unknown
                        ? new ListingOutcome(call, decision, Belief.READ, read, decision.at(), attempt)
                        : new ListingOutcome(
                                call, decision, Belief.KEEP, null, decision.at(), decision.attempts(attempt));
            }
        };
    }

    StockWork work() {
        return (StockWork) call.work();
    }

    boolean is(FollowUp followUp) {
        return decision.followUp() == followUp;
    }

    /** What to remember of what went wrong; empty when nothing did. */
    String error() {
        return is(FollowUp.DONE) ? "" : OutsideText.clip(call.outcome().message());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
