package org.caravanserai.testbed.sandbox.state;

import org.caravanserai.testbed.sandbox.base.SandboxClock;

/**
 * Everything a sandbox remembers, on one clock and in one journal.
 *
 * @param clock the sandbox's one clock
 * @param journal where every change goes
 * @param ids numbers for what channels number
 * @param shops all shops with their orders
 * @param violations what the hub did wrong
 * @param parcels notices parcels and units told twice
 * @param calls how often the hub called what
 */
public record SandboxState(
        SandboxClock clock,
        Journal journal,
        Ids ids,
        Shops shops,
        Violations violations,
        Parcels parcels,
        CallCounts calls) {

    /** What the journal holds from an earlier process. */
    public static SandboxState of(SandboxClock clock, Journal journal) {
        Violations violations = new Violations(journal, clock.clock());
        return new SandboxState(
                clock,
                journal,
                new Ids(journal),
                new Shops(journal),
                violations,
                new Parcels(violations),
                new CallCounts(journal));
    }

    /** Forgets every shop, order, figure and number in the journal; numbers go on. */
    public void clear() {
        journal.clear();
        shops.clear();
        violations.clear();
        calls.clear();
    }
}
