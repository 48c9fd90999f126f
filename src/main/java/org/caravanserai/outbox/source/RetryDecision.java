package org.caravanserai.outbox.source;

import java.time.Instant;

/**
 * What an outcome means for its work.
 *
 * @param at when to start it again; only for {@link FollowUp#RETRY}
 * @param counted whether the attempt counts towards giving up
 * @param cause second half of the case's code; with {@link FollowUp#RETRY}: people are told, and it is started again all the same;
 *     empty: nobody is
 */
public record RetryDecision(FollowUp followUp, Instant at, boolean counted, String cause) {

    /** What happens next. */
    public enum FollowUp {
        /** Nothing: the other side has it. */
        DONE,
        /** It is started again. */
        RETRY,
        /** A person has to look. */
        CASE
    }

    static RetryDecision done() {
        return new RetryDecision(FollowUp.DONE, null, true, "");
    }

    static RetryDecision retry(Instant at, boolean counted) {
        return new RetryDecision(FollowUp.RETRY, at, counted, "");
    }

    /** It is started again, and does not count. @param told people are told that it is not yet through */
    static RetryDecision putOff(Instant at, boolean told) {
        return new RetryDecision(FollowUp.RETRY, at, false, told ? "not_ready" : "");
    }

    /** People are told, and it is started again. */
    boolean isToldAndRetried() {
        return followUp == FollowUp.RETRY && !cause.isEmpty();
    }

    static RetryDecision openCase(String cause) {
        return new RetryDecision(FollowUp.CASE, null, true, cause);
    }

    /** The number of attempts to remember, given the one that just ended. */
    int attempts(int attempt) {
        return counted ? attempt : attempt - 1;
    }
}
