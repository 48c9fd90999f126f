package org.caravanserai.outbox.source;

import java.time.Instant;

/**
 * What an outcome means for its work.
 *
 * @param at when to start it again; only for {@link Action#RETRY}
 * @param counted whether the attempt counts towards giving up
 * @param cause second half of the case's code; only for {@link Action#CASE}
 */
public record RetryDecision(Action action, Instant at, boolean counted, String cause) {

    /** What happens next. */
    public enum Action {
        /** Nothing: the other side has it. */
        DONE,
        /** It is started again. */
        RETRY,
        /** A person has to look. */
        CASE
    }

    static RetryDecision done() {
        return new RetryDecision(Action.DONE, null, true, "");
    }

    static RetryDecision retry(Instant at, boolean counted) {
        return new RetryDecision(Action.RETRY, at, counted, "");
    }

    static RetryDecision openCase(String cause) {
        return new RetryDecision(Action.CASE, null, true, cause);
    }

    /** The number of attempts to remember, given the one that just ended. */
    int attempts(int attempt) {
        return counted ? attempt : attempt - 1;
    }
}
