package org.caravanserai.testbed.sandbox.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;

/** Which units of an order an act is about. */
public final class Units {

    private Units() {}

    /**
     * Reads {@code lines:[{lineId or sku, quantity}]}; absent: all there are.
     *
     * @param there how many units of a line the act can be about
     * @return by line, in the order of the lines, without zeros and never more than there are
     * @throws IllegalArgumentException when a line is named that the order does not have
     */
    public static Map<OrderLine, Integer> of(SandboxOrder order, JsonNode how, ToIntFunction<OrderLine> there) {
        Map<OrderLine, Integer> units = new LinkedHashMap<>();
        if (!how.path("lines").isArray()) {
            return open(order, there);
        }
        for (JsonNode one : how.path("lines")) {
            OrderLine line = find(order, one);
            put(units, line, Math.min(one.path("quantity").asInt(1), there.applyAsInt(line)));
        }
        return units;
    }

    /** Everything the order still has open, by line. */
    public static Map<OrderLine, Integer> open(SandboxOrder order) {
        return open(order, order::open);
    }

    private static Map<OrderLine, Integer> open(SandboxOrder order, ToIntFunction<OrderLine> there) {
        Map<OrderLine, Integer> units = new LinkedHashMap<>();
        order.lines.forEach(line -> put(units, line, there.applyAsInt(line)));
        return units;
    }

    /** The line that an entry names. @throws IllegalArgumentException when there is none */
    public static OrderLine find(SandboxOrder order, JsonNode entry) {
        return order.lines.stream()
                .filter(line -> entry.has("lineId")
                        ? line.lineId.equals(entry.path("lineId").asText())
                        : entry.path("sku").asText().equals(line.sku))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("order " + order.id + " has no line " + entry));
    }

    private static void put(Map<OrderLine, Integer> units, OrderLine line, int quantity) {
        if (quantity > 0) {
            units.merge(line, quantity, Integer::sum);
        }
    }

    /** The same by line id, as histories keep them. */
    public static Map<String, Integer> byId(Map<OrderLine, Integer> units) {
        Map<String, Integer> byId = new LinkedHashMap<>();
        units.forEach((line, quantity) -> byId.put(line.lineId, quantity));
        return byId;
    }
}
