package org.caravanserai.sourcing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first location in priority order that has everything; otherwise as few locations as possible that together have everything, the
 * better ones giving as much as they can; otherwise, where an order may be divided so, what the locations have, the one that gives most
 * first, and the rest waits. Demand is summed per SKU before the check: two lines of one SKU cannot both count on the same unit.
 */
public final class PrioritySourcing implements Sourcing {

    private static final String RULE_SET = "builtin-priority-2";
    private static final int MOST_STEPS = 10_000;

    private final SourcingSettings settings;

    public PrioritySourcing(SourcingSettings settings) {
        this.settings = settings;
    }

    @Override
    public SourcingDecision decide(List<Demand> demand, List<String> locations, Availability stock) {
        return new Search(demand, locations, stock).decide();
    }

    /** One decision on its way; nothing of it outlives the call. */
    private final class Search {

        private final List<Demand> demand;
        private final List<String> locations;
        private final Availability stock;
        private final Map<String, Integer> needed = new TreeMap<>();
        private final List<SourcingDecision.Rejection> rejected = new ArrayList<>();
        private int steps;

        Search(List<Demand> demand, List<String> locations, Availability stock) {
            this.demand = demand;
            this.locations = locations;
            this.stock = stock;
            demand.forEach(one -> one.parts()
                    .forEach(part -> needed.merge(part.sku(), one.quantity() * part.perUnit(), Integer::sum)));
        }

        SourcingDecision decide() {
            for (String location : locations) {
                steps++;
                String missing = missing(List.of(location));
                if (missing == null) {
                    return ended(List.of(new Allocation(location, demand)), "single-location", List.of());
                }
                rejected.add(new SourcingDecision.Rejection(location, missing));
            }
            List<String> givers = locations.stream()
                    .filter(location -> new OpenDemand(demand, stock).reach(location) > 0)
                    .toList();
            for (int places = 2; places <= Math.min(settings.maxLocations(), givers.size()); places++) {
                List<Allocation> all = together(givers, 0, new ArrayList<>(), places);
                if (!all.isEmpty()) {
                    return ended(all, "split-over-" + places, List.of());
                }
            }
            return whatIsThere(givers);
        }

        /** The first so many locations, in priority order, that together have everything; empty when there are none. */
        private List<Allocation> together(List<String> givers, int from, List<String> chosen, int places) {
            if (chosen.size() == places) {
                steps++;
                return missing(chosen) == null ? shared(chosen) : List.of();
            }
            for (int i = from; i <= givers.size() - (places - chosen.size()) && steps < MOST_STEPS; i++) {
                chosen.add(givers.get(i));
                List<Allocation> all = together(givers, i + 1, chosen, places);
                if (!all.isEmpty()) {
                    return all;
                }
                chosen.remove(chosen.size() - 1);
            }
            return List.of();
        }

        /** Empty when parts of a unit lie apart. */
        private List<Allocation> shared(List<String> chosen) {
            OpenDemand open = new OpenDemand(demand, stock);
            List<Allocation> all = new ArrayList<>();
            for (String location : chosen) {
                List<Demand> taken = open.take(location);
                if (!taken.isEmpty()) {
                    all.add(new Allocation(location, List.copyOf(taken)));
                }
            }
            return open.rest().isEmpty() ? List.copyOf(all) : List.of();
        }

        /** The location that gives most of what is left, again and again. */
        private SourcingDecision whatIsThere(List<String> givers) {
            OpenDemand open = new OpenDemand(demand, stock);
            List<String> left = new ArrayList<>(givers);
            List<Allocation> all = new ArrayList<>();
            while (all.size() < settings.maxLocations() && !left.isEmpty()) {
                String best = left.get(0);
                int most = open.reach(best);
                for (String one : left) {
                    steps++;
                    int reach = open.reach(one);
                    if (reach > most) {
                        best = one;
                        most = reach;
                    }
                }
                if (most == 0) {
                    break;
                }
                all.add(new Allocation(best, List.copyOf(open.take(best))));
                left.remove(best);
            }
            List<Demand> rest = List.copyOf(open.rest());
            if (!all.isEmpty() && (rest.isEmpty() || settings.partial())) {
                return ended(List.copyOf(all), rest.isEmpty() ? "split-over-" + all.size() : "what-is-there", rest);
            }
            return ended(List.of(), locations.isEmpty() ? "no-active-location" : "not-enough-stock", demand);
        }

        private SourcingDecision ended(List<Allocation> allocations, String rule, List<Demand> missing) {
            return new SourcingDecision(allocations, missing, RULE_SET, rule, rejected, steps);
        }

        private String missing(List<String> some) {
            for (Map.Entry<String, Integer> one : needed.entrySet()) {
                int there = 0;
                for (String location : some) {
                    there += Math.max(0, stock.of(one.getKey(), location));
                }
                if (there < one.getValue()) {
                    return "has " + there + " of " + one.getValue() + " " + one.getKey();
                }
            }
            return null;
        }
    }
}
