package org.caravanserai.api;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What became of a retry.
 *
 * @param result {@code accepted} or {@code already_done}
 * @param eventId the event that tries again, or {@code null}
 */
public record RetryResult(String caseId, String result, String eventId) {

    @JsonIgnore
    boolean accepted() {
        return result.equals("accepted");
    }
}
