package org.caravanserai.outbox.source;

import java.time.Instant;

/**
 * What a settled call means for its work.
 *
 * @param at when to start it again; only for {@link Step#AGAIN}
 * @param counted whether the attempt counts towards giving up
 * @param cause second half of the case's code; only for {@link Step#CASE}
 */
public record RetryDecision(Step step, Instant at, boolean counted, String cause) {

    /** What happens next. */
    public enum Step {
        DONE,
        AGAIN,
        CASE
    }

    static RetryDecision done() {
        return new RetryDecision(Step.DONE, null, true, "");
    }

    static RetryDecision again(Instant at, boolean counted) {
        return new RetryDecision(Step.AGAIN, at, counted, "");
    }

    static RetryDecision toCase(String cause) {
        return new RetryDecision(Step.CASE, null, true, cause);
    }
}
