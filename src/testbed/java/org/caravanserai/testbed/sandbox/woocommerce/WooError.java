package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.rest.Refusal;

/** A refusal in WordPress' shape: {@code {code, message, data:{status}}}. */
final class WooError extends Refusal {

    private static final long serialVersionUID = 1L;

    private final String parameter;

    WooError(int status, String code, String message) {
        this(status, code, message, null);
    }

    private WooError(int status, String code, String message, String parameter) {
        super(status, code, message);
        this.parameter = parameter;
    }

    /** 400 for a parameter outside its schema. */
    static WooError parameter(String name, String why) {
        return new WooError(400, "rest_invalid_param", name + " " + why, name);
    }

    static WooError noOrder() {
        return new WooError(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");
    }

    static WooError noProduct() {
        return new WooError(404, "woocommerce_rest_product_invalid_id", "Invalid ID.");
    }

    ObjectNode json() {
        ObjectNode error = SandboxJson.object().put("code", code());
        error.put("message", parameter == null ? getMessage() : "Invalid parameter(s): " + parameter);
        ObjectNode data = error.putObject("data").put("status", status());
        if (parameter != null) {
            data.putObject("params").put(parameter, getMessage());
        }
        return error;
    }

    @Override
    public Answer answer() {
        return Answer.json(status(), json()).as(code());
    }
}
