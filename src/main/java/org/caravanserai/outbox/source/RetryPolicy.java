package org.caravanserai.outbox.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Repeat;

/**
 * From an outcome to what happens next. The whole policy of repeating stands here, in one table:
 *
 * <pre>
 * ok, already   done
 * wait          again, after a longer backoff; at the last attempt a case (not_ready)
 * retry, stale  again, after a backoff; at the last attempt a case (gave_up)
 * throttled     again, when the other side said or after a backoff that grows with each time; not counted as an attempt; of a
 *               message a case too (not_ready) after 15 minutes, or 15 minutes before the channel's ship-by, and it is tried on
 * reject        case (rejected)
 * unknown       repeat=key: again with the same key; repeat=lookup: again after {@code settle}, the route looks first;
 *               at the last attempt, and at once for repeat=never: case (outcome_unknown)
 * </pre>
 */
public final class RetryPolicy {

    /** How long a message may be put off for its rate before people are told, in the channel's time. */
    static final Duration PUT_OFF_IN_SILENCE = Duration.ofMinutes(15);

    /** A ship-by that is near, or over, is no reason to tell of what a channel puts off now and then. */
    private static final int PUT_OFF_BEFORE_DEADLINE = 4;

    private final Backoff backoff;
    private final Clock clock;

    public RetryPolicy(Backoff backoff, Clock clock) {
        this.backoff = backoff;
        this.clock = clock;
    }

    /** What the end of this call means for its work. @param before how often its rate was the reason before */
    RetryDecision decide(CompletedCall call, Throttling before) {
        if (call.outcome().kind() != Outcome.Kind.THROTTLED) {
            return decide(call.outcome(), call.operation(), call.work().attempt(), call.endedAt());
        }
        Instant now = clock.instant();
        int times = before.times() + 1;
        Instant at = now.plus(backoff.after(times, Backoff.BASE, call.outcome().retryAfter()));
        return RetryDecision.putOff(at, call.work() instanceof OutboxRow row && isOverdue(row, before, times, now));
    }

    private boolean isOverdue(OutboxRow row, Throttling before, int times, Instant now) {
        Duration silence = backoff.plain(PUT_OFF_IN_SILENCE);
        boolean tooLong =
                before.since() != null && !before.since().plus(silence).isAfter(now);
        boolean due = row.deadline() != null && !row.deadline().minus(silence).isAfter(now);
        return tooLong || due && times >= PUT_OFF_BEFORE_DEADLINE;
    }

    /**
     * What an outcome means for its work.
     *
     * @param attempt the one that ended so, from 1
     * @param endedAt when the call ended, or when its sender was found dead: the other side may have begun its work that late
     */
    public RetryDecision decide(Outcome outcome, OperationSpec operation, int attempt, Instant endedAt) {
        boolean last = attempt >= operation.attempts();
        Instant now = clock.instant();
        return switch (outcome.kind()) {
            case OK, ALREADY -> RetryDecision.done();
            case REJECT -> RetryDecision.openCase("rejected");
            case THROTTLED ->
                RetryDecision.retry(now.plus(backoff.after(attempt, Backoff.BASE, outcome.retryAfter())), false);
            case WAIT ->
                last
                        ? RetryDecision.openCase("not_ready")
                        : RetryDecision.retry(
                                now.plus(backoff.after(attempt, Backoff.NOT_READY, outcome.retryAfter())), true);
            case RETRY, STALE ->
                last
                        ? RetryDecision.openCase("gave_up")
                        : RetryDecision.retry(
                                now.plus(backoff.after(attempt, Backoff.BASE, outcome.retryAfter())), true);
            case UNKNOWN ->
                last || operation.repeat() == Repeat.NEVER
                        ? RetryDecision.openCase("outcome_unknown")
                        : RetryDecision.retry(
                                afterUnknown(operation, attempt, outcome.retryAfter(), endedAt, now), true);
        };
    }

    private Instant afterUnknown(OperationSpec operation, int attempt, Duration asked, Instant endedAt, Instant now) {
        Instant backedOff = now.plus(backoff.after(attempt, Backoff.BASE, asked));
        if (operation.repeat() == Repeat.KEY) {
            return backedOff;
        }
        Instant settled = endedAt.plus(backoff.plain(operation.settle()));
        return settled.isAfter(backedOff) ? settled : backedOff;
    }
}
