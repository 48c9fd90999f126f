package org.caravanserai.outbox.lease;

import java.time.Duration;

/**
 * The clock by which leases age, as an expression of SQL: the database's own, because hubs on several machines compare
 * each other's times and their clocks may differ by more than a lease lasts. Everything else the hub decides by the
 * {@link java.time.Clock} it was given.
 *
 * @param ahead how far the clock runs before the database's; zero outside tests
 */
record DatabaseClock(Duration ahead) {

    static final DatabaseClock REAL = new DatabaseClock(Duration.ZERO);

    /** The time now, read anew by every statement (not the transaction's start). */
    String sql() {
        return ahead.isZero()
                ? "clock_timestamp()"
                : "(clock_timestamp() + interval '" + ahead.toMillis() + " milliseconds')";
    }
}
