package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.caravanserai.translate.PayloadPlaces.Place;

/**
 * Judges what becomes of a payload that was changed in one place: it is refused and the refusal names the place, or a problem
 * that holds the order names it, or the order is the same outside the places that the value is said to decide.
 */
final class MutantJudge {

    private final Translator translator = Transformers.translator();
    private final Map<PayloadFixtures, JsonNode> unchanged = new HashMap<>();

    /** The order a payload becomes, as the route makes it. */
    JsonNode translate(String channel, String shape, JsonNode payload) {
        return translator.totals(translator.validate(translator.map(payload, channel, shape)));
    }

    /** What is wrong about it; empty when nothing is. */
    String complaint(PayloadFixtures fixture, Place place, JsonNode mutant) {
        JsonNode before =
                unchanged.computeIfAbsent(fixture, one -> translate(one.channel(), one.shape(), one.payload()));
        JsonNode after;
        try {
            after = translate(fixture.channel(), fixture.shape(), mutant.deepCopy());
        } catch (MappingException refused) {
            return names(refused.evidence().split(" ")[0], place)
                    ? ""
                    : "is refused, and not for its place: " + refused;
        }
        for (JsonNode problem : after.path("problems")) {
            boolean saysSo = problem.path("code").asText().equals("statement.incomplete")
                    && place.pointer().endsWith("/hasNextPage");
            if (saysSo || names(problem.path("pointer").asText(), place)) {
                return "";
            }
        }
        List<String> elsewhere = differences("", before, after).stream()
                .filter(at -> !at.startsWith("/alerts") && !at.startsWith("/problems"))
                .filter(at -> place.targets().stream().noneMatch(target -> covers(target, at)))
                .toList();
        return elsewhere.isEmpty() ? "" : "changes " + elsewhere + ", and decides only " + place.targets();
    }

    /** A refusal or problem may stand at the place, in it, or at what it stands in. */
    private static boolean names(String pointer, Place place) {
        return !pointer.isEmpty()
                && ((pointer + "/").startsWith(place.pointer() + "/")
                        || (place.pointer() + "/").startsWith(pointer + "/"));
    }

    private static boolean covers(String target, String at) {
        String pattern = List.of(target.split("/")).stream()
                .map(step -> step.equals("*") ? "[0-9]+" : step)
                .collect(Collectors.joining("/"));
        return at.matches(pattern + "(/.*)?");
    }

    private static List<String> differences(String at, JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return List.of();
        }
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            List<String> all = new ArrayList<>();
            names.forEach(name -> all.addAll(differences(at + "/" + name, one.path(name), other.path(name))));
            return all;
        }
        if (one.isArray() && other.isArray() && one.size() == other.size()) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < one.size(); i++) {
                all.addAll(differences(at + "/" + i, one.get(i), other.get(i)));
            }
            return all;
        }
        return List.of(at);
    }
}
