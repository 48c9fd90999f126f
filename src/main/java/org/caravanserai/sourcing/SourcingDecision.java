package org.caravanserai.sourcing;

import java.util.List;

/**
 * Who ships what, and why.
 *
 * @param allocations one per location; empty when nothing can be shipped
 * @param missing what no location ships; together with the allocations exactly the demand
 * @param ruleSet which rules decided
 * @param rule the rule that matched, or the reason why none did
 * @param rejected the candidates that were not taken, each with its reason
 * @param steps search steps used: the budget is counted in steps, never in time, so that a replay decides the same
 */
public record SourcingDecision(
        List<Allocation> allocations,
        List<Demand> missing,
        String ruleSet,
        String rule,
        List<Rejection> rejected,
        int steps) {

    /**
     * A candidate that was not taken.
     *
     * @param candidate code of the location
     * @param reason what it lacks, for people
     */
    public record Rejection(String candidate, String reason) {}

    /** Whether all units have a location. */
    public boolean met() {
        return !allocations.isEmpty() && missing.isEmpty();
    }
}
