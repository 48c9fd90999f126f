package org.caravanserai.cases;

import org.caravanserai.base.NewCase;

/**
 * What an open case is about happened again.
 *
 * @param caseId the open case
 * @param times how often
 * @param newest what is to be said of it now
 */
public record SeenAgain(long caseId, int times, NewCase newest) {

    /** Once more. */
    public SeenAgain and(NewCase later) {
        return new SeenAgain(caseId, times + 1, later);
    }
}
