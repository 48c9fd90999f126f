package org.caravanserai.notify;

/** There is nothing to authorise a call with: a secret is missing, or no token could be had. Nothing was sent. */
public final class NotAuthorisedException extends RuntimeException {

    public NotAuthorisedException(String message) {
        super(message);
    }
}
