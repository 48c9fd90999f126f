package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.JsonBody;

/** Reads request bodies, naming the field that is wrong. */
final class AmazonBody {

    private static final JsonBody JSON = new JsonBody(
            () -> new AmazonRefusal(415, "UnsupportedMediaType", "The request payload must be application/json"),
            () -> AmazonRefusal.invalid("The request body is no JSON"),
            () -> AmazonRefusal.invalid("The request body is no JSON object"));

    private AmazonBody() {}

    static JsonNode of(Call call) {
        return JSON.read(call);
    }

    /** A required, non-blank string. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw AmazonRefusal.invalid("'" + field + "' is required and must be a string");
        }
        return value.asText();
    }
}
