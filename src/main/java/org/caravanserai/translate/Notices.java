package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What is to be said of an order beside its mapping: alerts, and problems that hold it. */
final class Notices {

    /** As many as {@code order.v1} takes of each. */
    private static final int MOST = 50;

    private static final int LONGEST_POINTER = 255;

    private final List<PayloadFinding> findings;

    private Notices(List<PayloadFinding> findings) {
        this.findings = findings;
    }

    static Notices of(List<PayloadFinding> findings) {
        return new Notices(findings);
    }

    /** The order with them; {@code order} itself is not changed, because mappings share constant nodes. */
    JsonNode addTo(JsonNode order) {
        if (findings.isEmpty() || !order.isObject()) {
            return order;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll((ObjectNode) order);
        copy.set("alerts", list(order.path("alerts"), false));
        ArrayNode problems = list(order.path("problems"), true);
        if (copy.has("problems") || !problems.isEmpty()) {
            copy.set("problems", problems);
        }
        return copy;
    }

    private ArrayNode list(JsonNode before, boolean stops) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        before.forEach(all::add);
        for (PayloadFinding one : findings) {
            if (one.stops() == stops && all.size() < MOST) {
                ObjectNode notice = all.addObject().put("code", one.code()).put("detail", one.detail());
                if (!one.pointer().isEmpty() && one.pointer().length() <= LONGEST_POINTER) {
                    notice.put("pointer", one.pointer());
                }
            }
        }
        return all;
    }
}
