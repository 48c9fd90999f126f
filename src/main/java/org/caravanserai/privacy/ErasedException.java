package org.caravanserai.privacy;

/** The key of this data no longer exists: the person was erased, or the body's time was over. The data cannot come back. */
public final class ErasedException extends RuntimeException {

    public ErasedException(String message) {
        super(message);
    }
}
