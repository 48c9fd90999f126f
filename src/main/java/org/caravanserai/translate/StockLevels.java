package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.caravanserai.inventory.CountedStock;
import org.caravanserai.inventory.RefusedLevel;

/**
 * A stock report ({@code stock.v1}) level by level: one that breaks a rule of the schema costs itself alone. What is wrong with the
 * report around its levels costs all of it.
 */
final class StockLevels {

    private static final JsonNode PROPER = JsonNodeFactory.instance
            .objectNode()
            .put("sku", "A")
            .put("location", "A")
            .put("onHand", 0);

    private final JsonNode report;
    private final String file;
    private final Map<Integer, RefusedLevel> refused = new TreeMap<>();

    private StockLevels(JsonNode report, String file) {
        this.report = report;
        this.file = file;
    }

    /**
     * @param file its name, empty when the report did not come in one
     * @throws MappingException when the report is wrong whatever its levels are
     */
    static StockLevels check(CanonicalSchema schema, JsonNode report, String file) {
        StockLevels levels = new StockLevels(report, file);
        if (!schema.problems(report).isEmpty()) {
            levels.refuse(schema);
        }
        return levels;
    }

    private void refuse(CanonicalSchema schema) {
        if (!(report instanceof ObjectNode) || !report.path("levels").isArray()) {
            schema.require(report);
        }
        ObjectNode proper = ((ObjectNode) report).deepCopy();
        ArrayNode around = proper.putArray("levels");
        report.path("levels").forEach(level -> around.add(PROPER));
        schema.require(proper);
        for (int i = 0; i < report.path("levels").size(); i++) {
            JsonNode level = report.path("levels").get(i);
            proper.putArray("levels").add(level);
            List<String> problems = schema.problems(proper);
            if (!problems.isEmpty()) {
                String why = problems.stream()
                        .map(one -> one.replaceFirst("^/levels/0[/ ]", ""))
                        .collect(Collectors.joining(", "));
                refused.put(i, new RefusedLevel(place(i), text(level, "sku"), text(level, "location"), why));
            }
        }
    }

    /** Those that are not taken. */
    List<RefusedLevel> refused() {
        return List.copyOf(refused.values());
    }

    /** The others. */
    List<CountedStock> counts() {
        List<CountedStock> counts = new ArrayList<>();
        JsonNode levels = report.path("levels");
        for (int i = 0; i < levels.size(); i++) {
            if (!refused.containsKey(i)) {
                JsonNode level = levels.get(i);
                counts.add(new CountedStock(
                        text(level, "sku"),
                        text(level, "location"),
                        level.path("onHand").asInt(),
                        place(i)));
            }
        }
        return List.copyOf(counts);
    }

    /** File and line, where the sender gave lines; else the place in the JSON. */
    private String place(int level) {
        JsonNode line = report.path("levels").get(level).path("line");
        return line.canConvertToInt() && !file.isEmpty() ? file + ":" + line.asInt() : "/levels/" + level;
    }

    private static String text(JsonNode level, String field) {
        return level.path(field).asText("");
    }
}
