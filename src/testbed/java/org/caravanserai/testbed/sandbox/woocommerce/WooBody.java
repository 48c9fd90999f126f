package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Call;

import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** Request bodies, read as WordPress reads them: JSON only when the Content-Type says so. */
final class WooBody {

    private WooBody() {
    }

    /** @throws WooError 400 when the body is no JSON object */
    static JsonNode of(Call call) {
        String type = call.header("content-type");
        if (type == null || !type.startsWith("application/json")) {
            throw new WooError(400, "rest_missing_callback_param", "Without Content-Type application/json the body is not read");
        }
        try {
            JsonNode body = SandboxJson.parse(call.body());
            if (!body.isObject()) {
                throw new WooError(400, "rest_invalid_json", "Invalid JSON body passed.");
            }
            return body;
        } catch (IOException malformed) {
            throw new WooError(400, "rest_invalid_json", "Invalid JSON body passed.");
        }
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
