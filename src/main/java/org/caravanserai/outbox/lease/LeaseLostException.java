package org.caravanserai.outbox.lease;

/** The destination has another sender by now: the call must not be made and nothing may be written. */
public final class LeaseLostException extends RuntimeException {

    public LeaseLostException(Lease lease) {
        super("the lease of " + lease.destination() + " (epoch " + lease.epoch() + ") was lost");
    }
}
