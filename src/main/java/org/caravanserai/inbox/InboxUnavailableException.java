package org.caravanserai.inbox;

/** The event could not be committed: nothing was stored, the sender must try again (HTTP 503 with Retry-After). */
public final class InboxUnavailableException extends RuntimeException {

    public InboxUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
