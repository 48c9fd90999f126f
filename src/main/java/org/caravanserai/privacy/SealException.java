package org.caravanserai.privacy;

/** Sealed bytes cannot be opened: another key sealed them, or they were changed or moved to another place. */
public final class SealException extends RuntimeException {

    public SealException(String message, Throwable cause) {
        super(message, cause);
    }
}
