package org.caravanserai.intake.message;

/** A message that cannot even be stored as an event: neither text nor bytes, or too large. It goes to {@code hub.dlq} as it came. */
public final class UnreadableMessageException extends RuntimeException {

    public UnreadableMessageException(String message) {
        super(message);
    }
}
