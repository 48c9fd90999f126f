package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;

/** One function of ours for JSLT, without state. */
record JsltFunction(String name, int least, int most, Body body) implements Function {

    /** Takes the arguments (never Java null), gives a node (never Java null). */
    interface Body {
        JsonNode call(JsonNode[] arguments);
    }

    static Function of(String name, int arguments, Body body) {
        return new JsltFunction(name, arguments, arguments, body);
    }

    /** A function whose last arguments may be left out. */
    static Function of(String name, int least, int most, Body body) {
        return new JsltFunction(name, least, most, body);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getMinArguments() {
        return least;
    }

    @Override
    public int getMaxArguments() {
        return most;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] given) {
        return body.call(given);
    }
}
