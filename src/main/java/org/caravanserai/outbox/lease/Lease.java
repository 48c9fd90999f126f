package org.caravanserai.outbox.lease;

/**
 * The right to be the only sender of a destination.
 *
 * @param destination {@code account:7}, {@code location:MAIN}, {@code exceptions}, {@code events}
 * @param owner the hub instance that holds it
 * @param epoch grows each time the lease changes hands; every write of the sender names it
 */
public record Lease(String destination, long owner, long epoch) {}
