package org.caravanserai.sourcing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.caravanserai.order.LinePart;
import org.junit.jupiter.api.RepeatedTest;

/** What must hold of every decision, on demands and stock that nobody chose. */
class RandomSourcingTest {

    private static final List<String> LOCATIONS = List.of("A", "B", "C", "D", "E");
    private static final List<String> SKUS = List.of("MUG", "CUP", "POT");

    @RepeatedTest(400)
    void nothingIsOversoldAndEveryUnitIsInExactlyOnePlace() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SourcingSettings settings = new SourcingSettings(1 + random.nextInt(4), random.nextBoolean());
        List<Demand> demand = demand(random);
        Map<String, Integer> units = new HashMap<>();
        for (String sku : SKUS) {
            LOCATIONS.forEach(location -> units.put(sku + "@" + location, random.nextInt(6) - 1));
        }
        Availability stock = (sku, location) -> units.get(sku + "@" + location);
        Sourcing sourcing = new PrioritySourcing(settings);

        SourcingDecision decision = sourcing.decide(demand, LOCATIONS, stock);

        String about = "seed " + seed + ": " + settings + " " + demand + " " + units + " -> " + decision;
        assertThat(sourcing.decide(demand, LOCATIONS, stock)).as(about).isEqualTo(decision);
        assertThat(decision.allocations()).as(about).hasSizeLessThanOrEqualTo(settings.maxLocations());
        assertThat(decision.allocations())
                .as(about)
                .extracting(Allocation::location)
                .doesNotHaveDuplicates();
        Map<Integer, Integer> dealt = new HashMap<>();
        for (Allocation one : decision.allocations()) {
            Map<String, Integer> taken = new HashMap<>();
            for (Demand some : one.units()) {
                assertThat(some.quantity()).as(about).isPositive();
                dealt.merge(some.lineNo(), some.quantity(), Integer::sum);
                some.parts().forEach(part -> taken.merge(part.sku(), some.quantity() * part.perUnit(), Integer::sum));
            }
            taken.forEach((sku, quantity) ->
                    assertThat(quantity).as(about).isLessThanOrEqualTo(stock.of(sku, one.location())));
        }
        decision.missing().forEach(some -> dealt.merge(some.lineNo(), some.quantity(), Integer::sum));
        Map<Integer, Integer> asked = new HashMap<>();
        demand.forEach(one -> asked.put(one.lineNo(), one.quantity()));
        assertThat(dealt).as(about).isEqualTo(asked);
        if (!settings.partial()) {
            assertThat(decision.allocations().isEmpty() || decision.met())
                    .as(about)
                    .isTrue();
        } else if (!decision.met() && decision.allocations().size() < settings.maxLocations()) {
            assertNothingIsLeftBehind(about, decision, stock);
        }
        if (demand.stream().allMatch(one -> one.parts().size() == 1)) {
            int fewest = fewest(demand, stock, settings.maxLocations());
            assertThat(decision.met()).as(about).isEqualTo(fewest > 0);
            if (fewest > 0) {
                assertThat(decision.allocations()).as(about).hasSize(fewest);
            }
        }
    }

    private static List<Demand> demand(Random random) {
        List<Demand> demand = new ArrayList<>();
        for (int line = 1; line <= 1 + random.nextInt(3); line++) {
            String sku = SKUS.get(random.nextInt(SKUS.size()));
            demand.add(
                    random.nextInt(4) > 0
                            ? new Demand(line, sku, 1 + random.nextInt(8))
                            : new Demand(
                                    line,
                                    "SET",
                                    List.of(new LinePart(1, "MUG", 1), new LinePart(2, "CUP", 2)),
                                    1 + random.nextInt(3)));
        }
        return demand;
    }

    /** A location that was not asked has no whole unit of what waits. */
    private static void assertNothingIsLeftBehind(String about, SourcingDecision decision, Availability stock) {
        Set<String> asked = new HashSet<>();
        decision.allocations().forEach(one -> asked.add(one.location()));
        for (String location : LOCATIONS) {
            if (!asked.contains(location)) {
                decision.missing()
                        .forEach(one -> assertThat(one.parts().stream()
                                        .allMatch(part -> stock.of(part.sku(), location) >= part.perUnit()))
                                .as(location + " of " + about)
                                .isFalse());
            }
        }
    }

    /** The fewest locations that together have everything, found by trying all; 0 when more than allowed are needed. */
    private static int fewest(List<Demand> demand, Availability stock, int allowed) {
        Map<String, Integer> needed = new HashMap<>();
        demand.forEach(one -> needed.merge(one.parts().get(0).sku(), one.quantity(), Integer::sum));
        int fewest = 0;
        for (int set = 1; set < 1 << LOCATIONS.size(); set++) {
            int some = set;
            boolean all = needed.entrySet().stream().allMatch(one -> {
                int there = 0;
                for (int i = 0; i < LOCATIONS.size(); i++) {
                    if ((some >> i & 1) == 1) {
                        there += Math.max(0, stock.of(one.getKey(), LOCATIONS.get(i)));
                    }
                }
                return there >= one.getValue();
            });
            int places = Integer.bitCount(set);
            if (all && places <= allowed && (fewest == 0 || places < fewest)) {
                fewest = places;
            }
        }
        return fewest;
    }
}
