package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;

/** One function of ours for JSLT: fixed number of arguments, no state. */
record JsltFunction(String name, int arguments, Body body) implements Function {

    /** Takes the arguments (never Java null), gives a node (never Java null). */
    interface Body {
        JsonNode call(JsonNode[] arguments);
    }

    static Function of(String name, int arguments, Body body) {
        return new JsltFunction(name, arguments, body);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getMinArguments() {
        return arguments;
    }

    @Override
    public int getMaxArguments() {
        return arguments;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] given) {
        return body.call(given);
    }
}
