package org.caravanserai.outbox.send;

import java.time.Instant;

/**
 * What a settled call means for its work.
 *
 * @param at when to start it again; only for {@link Step#AGAIN}
 * @param counted whether the attempt counts towards giving up
 * @param cause second half of the case's code; only for {@link Step#CASE}
 */
public record Verdict(Step step, Instant at, boolean counted, String cause) {

    /** What happens next. */
    public enum Step {
        DONE,
        AGAIN,
        CASE
    }

    static Verdict done() {
        return new Verdict(Step.DONE, null, true, "");
    }

    static Verdict again(Instant at, boolean counted) {
        return new Verdict(Step.AGAIN, at, counted, "");
    }

    static Verdict toCase(String cause) {
        return new Verdict(Step.CASE, null, true, cause);
    }
}
