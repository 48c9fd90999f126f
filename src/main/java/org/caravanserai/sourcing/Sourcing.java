package org.caravanserai.sourcing;

import java.util.List;

/** Decides which locations ship a demand. An implementation must be deterministic: same input, same decision. */
public interface Sourcing {

    /**
     * @param demand what is needed; several lines may ask for the same SKU
     * @param locations the active locations, best first
     * @param stock what each has left, after what the orders before this one took
     * @return never null; without allocations when nothing of it can be shipped now
     */
    SourcingDecision decide(List<Demand> demand, List<String> locations, Availability stock);
}
