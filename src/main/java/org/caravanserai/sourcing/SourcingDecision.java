package org.caravanserai.sourcing;

import java.util.List;

/**
 * Who ships what, and why.
 *
 * @param assignments one per location; empty when the demand cannot be met
 * @param ruleSet which rules decided
 * @param rule the rule that matched, or the reason why none did
 * @param rejected the candidates that were not taken, each with its reason
 * @param steps search steps used: the budget is counted in steps, never in time, so that a replay decides the same
 */
public record SourcingDecision(
        List<Allocation> assignments, String ruleSet, String rule, List<Rejection> rejected, int steps) {

    /** A candidate that was not taken. */
    public record Rejection(String candidate, String reason) {}

    public boolean met() {
        return !assignments.isEmpty();
    }
}
