package org.caravanserai.intake.pull;

/** A queue cannot be used as its account says. The message names the cause and how to mend it, without a secret. */
public final class UnreadableQueueException extends RuntimeException {

    private final boolean refused;

    /** @param refused it will not work until somebody mends something; else the service may be away for a moment */
    public UnreadableQueueException(String message, boolean refused, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    boolean refused() {
        return refused;
    }
}
