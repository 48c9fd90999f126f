package org.caravanserai.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.base.Json;

/** Runs one JSLT expression with the mapping functions on one JSON text. */
final class Jslt {

    private final Map<String, Expression> compiled = new ConcurrentHashMap<>();

    JsonNode run(String expression, String json) {
        Expression mapping =
                compiled.computeIfAbsent(expression, text -> Parser.compileString(text, MappingFunctions.all()));
        try {
            return mapping.apply(Json.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the test's own JSON is wrong", e);
        }
    }

    String text(String expression, String json) {
        JsonNode result = run(expression, json);
        if (!result.isTextual()) {
            throw new AssertionError("no text but " + result);
        }
        return result.textValue();
    }
}
