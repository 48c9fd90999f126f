package org.caravanserai.sourcing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.order.LinePart;

/** What is left of a demand while locations give, one after the other, all they can. */
final class OpenDemand {

    private final List<Demand> demand;
    private final int[] left;
    private final Availability stock;

    OpenDemand(List<Demand> demand, Availability stock) {
        this.demand = demand;
        this.left = demand.stream().mapToInt(Demand::quantity).toArray();
        this.stock = stock;
    }

    /** Takes all that the location can give, line by line. @return nothing when it has no whole unit of what is left */
    List<Demand> take(String location) {
        int[] given = given(location);
        List<Demand> taken = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (given[i] > 0) {
                taken.add(demand.get(i).of(given[i]));
                left[i] -= given[i];
            }
        }
        return taken;
    }

    /** Units that the location could give. */
    int reach(String location) {
        int units = 0;
        for (int one : given(location)) {
            units += one;
        }
        return units;
    }

    /** What no location has given. */
    List<Demand> rest() {
        List<Demand> rest = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (left[i] > 0) {
                rest.add(demand.get(i).of(left[i]));
            }
        }
        return rest;
    }

    /** Two lines of one SKU cannot both count on the same unit. */
    private int[] given(String location) {
        Map<String, Integer> there = new HashMap<>();
        int[] given = new int[left.length];
        for (int i = 0; i < left.length; i++) {
            int units = left[i];
            for (LinePart part : demand.get(i).parts()) {
                units = Math.min(
                        units,
                        there.computeIfAbsent(part.sku(), sku -> Math.max(0, stock.of(sku, location)))
                                / part.perUnit());
            }
            for (LinePart part : demand.get(i).parts()) {
                there.merge(part.sku(), -units * part.perUnit(), Integer::sum);
            }
            given[i] = units;
        }
        return given;
    }
}
