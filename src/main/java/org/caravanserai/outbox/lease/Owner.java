package org.caravanserai.outbox.lease;

/** This hub instance, as the others see it: a row of {@code hub_instance} that is alive while its session advisory lock is held. */
public interface Owner {

    /** Id of this run; above zero. May change when the run had to register anew; leases of the old id are then given up. */
    long id();

    /** Whether the run with this id still holds its advisory lock. */
    boolean isAlive(long otherId);
}
