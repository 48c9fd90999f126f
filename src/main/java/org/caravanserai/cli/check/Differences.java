package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Where two JSON trees differ, place by place. */
final class Differences {

    /**
     * One place.
     *
     * @param pointer JSON pointer
     */
    record Difference(String pointer, String expected, String actual) {

        private static final String MISSING = "missing";

        /** Whether the expected place is not there at all. */
        boolean missing() {
            return actual.equals(MISSING);
        }

        @Override
        public String toString() {
            return (pointer.isEmpty() ? "/" : pointer) + " must be " + expected + ", is " + actual;
        }
    }

    private final List<Difference> found = new ArrayList<>();

    private final boolean ordered;

    private Differences(boolean ordered) {
        this.ordered = ordered;
    }

    /** @param ordered whether the order of keys counts */
    static List<Difference> between(JsonNode expected, JsonNode actual, boolean ordered) {
        Differences differences = new Differences(ordered);
        differences.compare("", expected, actual);
        return differences.found;
    }

    private void compare(String at, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            List<String> left = names(expected);
            List<String> right = names(actual);
            left.forEach(name -> {
                if (actual.has(name)) {
                    compare(at + "/" + name, expected.get(name), actual.get(name));
                } else {
                    found.add(new Difference(at + "/" + name, text(expected.get(name)), Difference.MISSING));
                }
            });
            right.stream()
                    .filter(name -> !expected.has(name))
                    .forEach(name -> found.add(new Difference(at + "/" + name, "absent", text(actual.get(name)))));
            if (ordered && found.isEmpty() && !left.equals(right)) {
                found.add(new Difference(at, "in the order " + left, "in the order " + right));
            }
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(at + "/" + i, expected.get(i), actual.get(i));
            }
        } else if (!expected.toString().equals(actual.toString())) {
            found.add(new Difference(at, text(expected), text(actual)));
        }
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String text(JsonNode node) {
        String text = node.toString();
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }
}
