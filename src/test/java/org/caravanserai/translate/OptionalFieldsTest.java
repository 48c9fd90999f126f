package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.translate.PayloadPlaces.Place;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a channel's publication calls optional is optional: each value of each fixture is taken out in turn. The order must
 * come out the same outside the places that the value decides, or be held for it; without a required one there is no order,
 * and the refusal names the place. What the schema does not know changes nothing.
 */
class OptionalFieldsTest {

    private final MutantJudge judge = new MutantJudge();

    @TestFactory
    Stream<DynamicTest> takingOutAnyValueChangesOnlyWhatItDecides() {
        return PayloadFixtures.all().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
    }

    private void check(PayloadFixtures fixture) {
        List<String> complaints = new ArrayList<>();
        int required = 0;
        for (Place place : fixture.places()) {
            for (PayloadMutation mutation : List.of(PayloadMutation.REMOVED, PayloadMutation.NULL)) {
                JsonNode mutant = fixture.payload();
                if (!mutation.apply(mutant, place.pointer())) {
                    continue;
                }
                String complaint =
                        place.required() ? taken(fixture, place, mutant) : judge.complaint(fixture, place, mutant);
                required += place.required() ? 1 : 0;
                if (!complaint.isEmpty()) {
                    complaints.add(place.pointer() + " " + mutation + " " + complaint);
                }
            }
        }
        assertThat(complaints).isEmpty();
        assertThat(required).as("required values").isPositive();
    }

    private String taken(PayloadFixtures fixture, Place place, JsonNode mutant) {
        try {
            judge.translate(fixture.channel(), fixture.shape(), mutant);
            return "is required, and its absence is taken";
        } catch (MappingException refused) {
            return refused.code().equals("mapping.incomplete")
                            && refused.evidence().equals(place.pointer())
                    ? ""
                    : "is required, and refused as " + refused;
        }
    }

    @Test
    void everyShapeOfEveryChannelSaysWhatItHolds() {
        assertThat(PayloadFixtures.all().stream()
                        .map(one -> one.channel() + "/" + one.shape())
                        .distinct())
                .containsExactly("amazon/v2026", "shopify/graphql", "shopify/webhook", "woocommerce/v3");
    }

    @TestFactory
    Stream<DynamicTest> whatTheSchemaDoesNotKnowChangesNothing() {
        return PayloadFixtures.all().stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    List<String> known =
                            one.places().stream().map(Place::pointer).toList();
                    List<String> unknown = new ArrayList<>();
                    collect("", one.payload(), unknown);
                    unknown.removeAll(known);
                    unknown.remove("/data");
                    unknown.remove("/data/order");
                    unknown.remove("/order");
                    List<String> complaints = new ArrayList<>();
                    for (String pointer : unknown) {
                        JsonNode mutant = one.payload();
                        PayloadMutation.UNKNOWN_WORD.apply(mutant, pointer);
                        String complaint = judge.complaint(one, new Place(pointer, java.util.Set.of(), false), mutant);
                        if (!complaint.isEmpty()) {
                            complaints.add(pointer + " " + complaint);
                        }
                    }
                    assertThat(complaints).isEmpty();
                }));
    }

    private static void collect(String at, JsonNode value, List<String> pointers) {
        value.properties().forEach(member -> {
            pointers.add(at + "/" + member.getKey());
            collect(at + "/" + member.getKey(), member.getValue(), pointers);
        });
        for (int i = 0; i < value.size() && value.isArray(); i++) {
            collect(at + "/" + i, value.get(i), pointers);
        }
    }
}
