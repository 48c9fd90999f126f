package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Call;

import java.io.IOException;

/** Reads request bodies, naming the field that is wrong. */
final class AmazonBody {

    private AmazonBody() {
    }

    static JsonNode of(Call call) {
        String type = call.header("content-type");
        if (type == null || !type.startsWith("application/json")) {
            throw new AmazonRefusal(415, "UnsupportedMediaType", "The request payload must be application/json");
        }
        try {
            JsonNode body = SandboxJson.parse(call.body());
            if (!body.isObject()) {
                throw AmazonRefusal.invalid("The request body is no JSON object");
            }
            return body;
        } catch (IOException malformed) {
            throw AmazonRefusal.invalid("The request body is no JSON");
        }
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
