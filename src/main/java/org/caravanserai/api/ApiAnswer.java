package org.caravanserai.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.base.Json;

/** What goes back to the caller. */
public record ApiAnswer(int status, String contentType, Map<String, String> headers, byte[] body) {

    private static final Map<String, String> PRIVATE =
            Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");

    static ApiAnswer json(int status, Object value) {
        return new ApiAnswer(status, "application/json", PRIVATE, bytes(value));
    }

    /** The same with a header more. */
    ApiAnswer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new ApiAnswer(status, contentType, more, body);
    }

    static ApiAnswer text(String contentType, String text) {
        return new ApiAnswer(
                200, contentType, Map.of("X-Content-Type-Options", "nosniff"), text.getBytes(StandardCharsets.UTF_8));
    }

    static ApiAnswer problem(ApiProblem problem) {
        ObjectNode node = Json.MAPPER
                .createObjectNode()
                .put("type", "urn:caravanserai:problem:" + problem.code())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.getMessage());
        if (!problem.errors().isEmpty()) {
            ArrayNode errors = node.putArray("errors");
            problem.errors()
                    .forEach(wrong ->
                            errors.addObject().put("pointer", wrong.pointer()).put("detail", wrong.detail()));
        }
        Map<String, String> headers = new TreeMap<>(PRIVATE);
        if (problem.status() == 405) {
            headers.put("Allow", String.join(", ", problem.allowed()));
        }
        if (problem.status() == 401) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        if (problem.status() == 503) {
            headers.put("Retry-After", "5");
        }
        if (problem.status() == 413) {
            headers.put("Connection", "close"); // what is left of the body is not read
        }
        return new ApiAnswer(problem.status(), "application/problem+json", headers, bytes(node));
    }

    private static byte[] bytes(Object value) {
        try {
            return Json.MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the answer cannot be written as JSON", e);
        }
    }
}
