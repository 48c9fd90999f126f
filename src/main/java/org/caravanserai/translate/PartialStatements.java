package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Statements that lack something of their order, such as the units of a refund or further pages of lines: the mapping says so
 * with the problem {@value #CODE}.
 */
final class PartialStatements {

    static final String CODE = "statement.incomplete";

    private PartialStatements() {}

    static boolean lacks(JsonNode order) {
        for (JsonNode problem : order.path("problems")) {
            if (problem.path("code").asText().equals(CODE)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the channel marks all of it as sent: whatever it lacks, less is left to do and never more. */
    static boolean isMarkedSent(JsonNode order) {
        for (JsonNode line : order.path("lines")) {
            if (!line.path("sent").asBoolean()) {
                return false;
            }
        }
        return !order.path("lines").isEmpty();
    }

    /** What it lacks holds nothing as long as it is being asked for. The order is taken over. */
    static void forgive(ObjectNode order) {
        ArrayNode others = order.arrayNode();
        order.path("problems").forEach(problem -> {
            if (!problem.path("code").asText().equals(CODE)) {
                others.add(problem);
            }
        });
        order.set("problems", others);
    }
}
