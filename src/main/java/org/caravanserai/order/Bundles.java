package org.caravanserai.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Bundles that a channel states as lines: a container that carries the price, and its parts. The parts ship. A container of which
 * no part is to be shipped ships itself.
 */
public final class Bundles {

    private Bundles() {}

    /** @return channel ids of the lines that carry only the price */
    public static Set<String> containers(JsonNode order) {
        Set<String> containers = new HashSet<>();
        for (JsonNode line : order.path("lines")) {
            if (line.path("bundle").asText().equals("container")) {
                containers.add(line.path("lineId").asText());
            }
        }
        if (containers.isEmpty()) {
            return containers;
        }
        Set<String> withParts = new HashSet<>();
        for (JsonNode line : order.path("lines")) {
            if (line.path("requiresShipping").asBoolean(true)
                    && line.path("ordered").asInt() > 0) {
                withParts.add(line.path("parentLine").asText());
            }
        }
        containers.retainAll(withParts);
        return containers;
    }
}
