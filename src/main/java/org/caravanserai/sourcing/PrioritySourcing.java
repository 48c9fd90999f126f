package org.caravanserai.sourcing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.order.LinePart;

/**
 * The first location in priority order that has everything; otherwise the first pair of locations that together have
 * everything, the better one giving as much as it can; otherwise nothing. Demand is summed per SKU before the check: two
 * lines of one SKU cannot both count on the same unit.
 */
public final class PrioritySourcing implements Sourcing {

    private static final String RULE_SET = "builtin-priority-1";
    private static final int MOST_STEPS = 10_000;

    @Override
    public SourcingDecision decide(List<Demand> demand, List<String> locations, Availability stock) {
        Map<String, Integer> needed = new TreeMap<>();
        demand.forEach(one ->
                one.parts().forEach(part -> needed.merge(part.sku(), one.quantity() * part.perUnit(), Integer::sum)));
        List<SourcingDecision.Rejection> rejected = new ArrayList<>();
        int steps = 0;
        for (String location : locations) {
            steps++;
            String missing = missing(needed, List.of(location), stock);
            if (missing == null) {
                return new SourcingDecision(
                        List.of(new Allocation(location, demand)), RULE_SET, "single-location", rejected, steps);
            }
            rejected.add(new SourcingDecision.Rejection(location, missing));
        }
        for (int i = 0; i < locations.size(); i++) {
            for (int j = i + 1; j < locations.size() && steps < MOST_STEPS; j++) {
                steps++;
                if (missing(needed, List.of(locations.get(i), locations.get(j)), stock) == null) {
                    List<Allocation> both = split(demand, locations.get(i), locations.get(j), stock);
                    if (!both.isEmpty()) {
                        return new SourcingDecision(both, RULE_SET, "split-over-two", rejected, steps);
                    }
                }
            }
        }
        return new SourcingDecision(
                List.of(), RULE_SET, locations.isEmpty() ? "no-active-location" : "not-enough-stock", rejected, steps);
    }

    private static String missing(Map<String, Integer> needed, List<String> locations, Availability stock) {
        for (Map.Entry<String, Integer> one : needed.entrySet()) {
            int there = 0;
            for (String location : locations) {
                there += Math.max(0, stock.of(one.getKey(), location));
            }
            if (there < one.getValue()) {
                return "has " + there + " of " + one.getValue() + " " + one.getKey();
            }
        }
        return null;
    }

    /** @return nothing when the second location lacks parts of the units that the first one leaves over */
    private static List<Allocation> split(List<Demand> demand, String first, String second, Availability stock) {
        Map<String, Integer> left = new TreeMap<>();
        Map<String, Integer> needed = new TreeMap<>();
        List<Demand> fromFirst = new ArrayList<>();
        List<Demand> fromSecond = new ArrayList<>();
        for (Demand one : demand) {
            int taken = one.quantity();
            for (LinePart part : one.parts()) {
                int there = left.computeIfAbsent(part.sku(), sku -> Math.max(0, stock.of(sku, first)));
                taken = Math.min(taken, there / part.perUnit());
            }
            for (LinePart part : one.parts()) {
                left.merge(part.sku(), -taken * part.perUnit(), Integer::sum);
                needed.merge(part.sku(), (one.quantity() - taken) * part.perUnit(), Integer::sum);
            }
            if (taken > 0) {
                fromFirst.add(one.of(taken));
            }
            if (taken < one.quantity()) {
                fromSecond.add(one.of(one.quantity() - taken));
            }
        }
        if (missing(needed, List.of(second), stock) != null) {
            return List.of();
        }
        return List.of(new Allocation(first, List.copyOf(fromFirst)), new Allocation(second, List.copyOf(fromSecond)));
    }
}
