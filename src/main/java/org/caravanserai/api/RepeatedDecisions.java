package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The decisions about an order in their order, a group's waiting for stock told once: one entry says since when and how often it
 * was tried, until something else is decided about the group. Its data are those of the last try.
 */
final class RepeatedDecisions {

    private static final String WAITS = "group.backordered";

    private final List<ObjectNode> entries = new ArrayList<>();
    private final Map<String, ObjectNode> waiting = new HashMap<>();
    private final Set<Long> repeating = new HashSet<>();
    private final Set<Long> telling = new HashSet<>();

    /** @param event the event that was the reason; null when none was */
    void add(ObjectNode decision, Long event) {
        String group = decision.at("/data/group").asText("");
        boolean waits = decision.path("action").asText().equals(WAITS);
        ObjectNode first = waits ? waiting.get(group) : null;
        if (first != null) {
            repeat(first, decision);
            repeating.add(event);
            return;
        }
        if (!group.isEmpty()) {
            waiting.remove(group);
        }
        if (waits) {
            waiting.put(group, decision);
        }
        entries.add(decision);
        telling.add(event);
    }

    /** Whether nothing came of the event but that something waits still. */
    boolean isOnlyRepeatedBy(long event) {
        return repeating.contains(event) && !telling.contains(event);
    }

    List<ObjectNode> entries() {
        entries.forEach(one -> {
            if (one.has("times")) {
                one.put(
                        "text",
                        one.path("text").asText() + "; tried "
                                + one.path("times").asText() + " times, last at "
                                + one.path("until").asText());
            }
        });
        return entries;
    }

    private static void repeat(ObjectNode first, ObjectNode again) {
        first.put("times", first.path("times").asInt(1) + 1)
                .put("until", again.path("at").asText())
                .put("text", again.path("text").asText())
                .set("data", again.path("data"));
    }
}
