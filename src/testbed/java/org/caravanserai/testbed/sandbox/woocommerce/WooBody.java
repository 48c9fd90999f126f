package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.JsonBody;

/** Request bodies, read as WordPress reads them: JSON only when the Content-Type says so. */
final class WooBody {

    private static final JsonBody JSON = new JsonBody(
            () -> new WooError(
                    400, "rest_missing_callback_param", "Without Content-Type application/json the body is not read"),
            WooBody::invalid,
            WooBody::invalid);

    private WooBody() {}

    /** @throws WooError 400 when the body is no JSON object */
    static JsonNode of(Call call) {
        return JSON.read(call);
    }

    private static WooError invalid() {
        return new WooError(400, "rest_invalid_json", "Invalid JSON body passed.");
    }
}
