package org.caravanserai.testbed.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.function.Supplier;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Call;

/**
 * Reads request bodies that must be a JSON object and say so.
 *
 * @param wrongType the refusal of another Content-Type
 * @param malformed the refusal of what is no JSON
 * @param noObject the refusal of JSON that is no object
 */
public record JsonBody(
        Supplier<? extends Refusal> wrongType,
        Supplier<? extends Refusal> malformed,
        Supplier<? extends Refusal> noObject) {

    /** @throws Refusal when it is anything else */
    public JsonNode read(Call call) {
        String type = call.header("content-type");
        if (type == null || !type.startsWith("application/json")) {
            throw wrongType.get();
        }
        JsonNode body;
        try {
            body = SandboxJson.parse(call.body());
        } catch (IOException notJson) {
            throw malformed.get();
        }
        if (!body.isObject()) {
            throw noObject.get();
        }
        return body;
    }
}
