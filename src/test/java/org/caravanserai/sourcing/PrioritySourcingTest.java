package org.caravanserai.sourcing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrioritySourcingTest {

    private final Sourcing sourcing = new PrioritySourcing(new SourcingSettings(3, false));

    private static Availability stock(Map<String, Integer> units) {
        return (sku, location) -> units.getOrDefault(sku + "@" + location, 0);
    }

    private static Demand demand(int line, String sku, int units) {
        return new Demand(line, sku, units);
    }

    @Test
    void theFirstLocationThatHasEverythingShipsIt() {
        SourcingDecision decision = sourcing.decide(
                List.of(demand(1, "MUG", 2)),
                List.of("MAIN", "EAST", "WEST"),
                stock(Map.of("MUG@MAIN", 1, "MUG@EAST", 2, "MUG@WEST", 9)));
        assertThat(decision.allocations()).containsExactly(new Allocation("EAST", List.of(demand(1, "MUG", 2))));
        assertThat(decision.rule()).isEqualTo("single-location");
        assertThat(decision.rejected()).containsExactly(new SourcingDecision.Rejection("MAIN", "has 1 of 2 MUG"));
        assertThat(decision.steps()).isEqualTo(2);
    }

    @Test
    void whatNoneHasAloneIsSplitOverTheFirstPairAndTheBetterOneGivesAllItCan() {
        SourcingDecision decision = sourcing.decide(
                List.of(demand(1, "MUG", 3), demand(2, "CUP", 1)),
                List.of("MAIN", "EAST"),
                stock(Map.of("MUG@MAIN", 2, "MUG@EAST", 2, "CUP@EAST", 1)));
        assertThat(decision.allocations())
                .containsExactly(
                        new Allocation("MAIN", List.of(demand(1, "MUG", 2))),
                        new Allocation("EAST", List.of(demand(1, "MUG", 1), demand(2, "CUP", 1))));
        assertThat(decision.rule()).isEqualTo("split-over-2");
    }

    @Test
    void twoLinesOfOneSkuCannotCountOnTheSameUnit() {
        List<Demand> demand = List.of(demand(1, "MUG", 2), demand(2, "MUG", 2));
        assertThat(sourcing.decide(demand, List.of("MAIN"), stock(Map.of("MUG@MAIN", 3)))
                        .met())
                .isFalse();
        assertThat(sourcing.decide(demand, List.of("MAIN", "EAST"), stock(Map.of("MUG@MAIN", 3, "MUG@EAST", 1)))
                        .allocations())
                .containsExactly(
                        new Allocation("MAIN", List.of(demand(1, "MUG", 2), demand(2, "MUG", 1))),
                        new Allocation("EAST", List.of(demand(2, "MUG", 1))));
    }

    @Test
    void threeUnitsAtThreePlacesAreSplitOverThreeAndNoMoreThanAllowed() {
        Map<String, Integer> one = Map.of("MUG@MAIN", 1, "MUG@EAST", 1, "MUG@WEST", 1);
        List<Demand> demand = List.of(demand(1, "MUG", 3));
        List<String> locations = List.of("MAIN", "EAST", "WEST");
        SourcingDecision decision = sourcing.decide(demand, locations, stock(one));
        assertThat(decision.met()).isTrue();
        assertThat(decision.rule()).isEqualTo("split-over-3");
        assertThat(decision.allocations()).extracting(Allocation::location).containsExactlyElementsOf(locations);

        SourcingDecision two =
                new PrioritySourcing(new SourcingSettings(2, false)).decide(demand, locations, stock(one));
        assertThat(two.allocations()).isEmpty();
        assertThat(two.missing()).isEqualTo(demand);
        assertThat(two.rule()).isEqualTo("not-enough-stock");
        assertThat(two.rejected()).hasSize(3);
        assertThat(new PrioritySourcing(new SourcingSettings(1, false))
                        .decide(demand, locations, stock(Map.of("MUG@MAIN", 2, "MUG@EAST", 2)))
                        .met())
                .isFalse();
    }

    @Test
    void asFewPlacesAsPossibleGiveEverything() {
        assertThat(sourcing.decide(
                                List.of(demand(1, "MUG", 4)),
                                List.of("MAIN", "EAST", "WEST"),
                                stock(Map.of("MUG@MAIN", 1, "MUG@EAST", 2, "MUG@WEST", 2)))
                        .allocations())
                .extracting(Allocation::location)
                .containsExactly("EAST", "WEST");
    }

    @Test
    void whatIsThereShipsAndTheRestWaitsWhereOrdersMayBeDividedSo() {
        SourcingDecision decision = new PrioritySourcing(new SourcingSettings(2, true))
                .decide(
                        List.of(demand(1, "MUG", 9), demand(2, "CUP", 1)),
                        List.of("MAIN", "EAST", "WEST"),
                        stock(Map.of("MUG@MAIN", 1, "MUG@EAST", 2, "MUG@WEST", 5, "CUP@MAIN", 1)));
        assertThat(decision.met()).isFalse();
        assertThat(decision.rule()).isEqualTo("what-is-there");
        assertThat(decision.allocations())
                .as("those that give most; of equals the better one")
                .containsExactly(
                        new Allocation("WEST", List.of(demand(1, "MUG", 5))),
                        new Allocation("MAIN", List.of(demand(1, "MUG", 1), demand(2, "CUP", 1))));
        assertThat(decision.missing()).containsExactly(demand(1, "MUG", 3));
    }

    @Test
    void moreReservedThanThereIsCountsAsNothing() {
        assertThat(sourcing.decide(
                                List.of(demand(1, "MUG", 2)),
                                List.of("MAIN", "EAST"),
                                stock(Map.of("MUG@MAIN", -5, "MUG@EAST", 2)))
                        .allocations())
                .containsExactly(new Allocation("EAST", List.of(demand(1, "MUG", 2))));
    }

    @Test
    void withoutLocationsThatIsTheReason() {
        assertThat(sourcing.decide(List.of(demand(1, "MUG", 1)), List.of(), stock(Map.of()))
                        .rule())
                .isEqualTo("no-active-location");
    }

    @Test
    void theSearchEndsAfterItsStepsHoweverManyLocationsThereAre() {
        List<String> many = IntStream.range(0, 300).mapToObj(i -> "L" + i).toList();
        SourcingDecision decision = sourcing.decide(List.of(demand(1, "MUG", 4)), many, (sku, location) -> 1);
        assertThat(decision.met()).isFalse();
        assertThat(decision.steps()).isBetween(10_000, 10_900);
    }

    @Test
    void theSameInputIsDecidedTheSame() {
        List<Demand> demand = List.of(demand(1, "MUG", 3), demand(2, "CUP", 2));
        Availability stock = stock(Map.of("MUG@MAIN", 2, "MUG@EAST", 2, "CUP@MAIN", 1, "CUP@EAST", 1));
        assertThat(sourcing.decide(demand, List.of("MAIN", "EAST"), stock))
                .isEqualTo(sourcing.decide(demand, List.of("MAIN", "EAST"), stock));
    }
}
