package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.caravanserai.order.ShippedParcels;

/** What a channel's scripts may use besides JSLT's own functions. All are pure. */
final class ScriptFunctions {

    private record ScriptFunction(String getName, int arity, java.util.function.Function<JsonNode[], JsonNode> body)
            implements Function {

        @Override
        public String getName() {
            return getName;
        }

        @Override
        public int getMinArguments() {
            return arity;
        }

        @Override
        public int getMaxArguments() {
            return arity;
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] arguments) {
            return body.apply(arguments);
        }
    }

    private ScriptFunctions() {}

    /** @param documents the channel's GraphQL documents by name */
    static Collection<Function> of(Map<String, String> documents) {
        return List.of(
                // document("shipment") is the text of shipment.graphql beside the script
                new ScriptFunction("document", 1, a -> document(documents, a[0].asText())),
                // url-encode("A/B") = "A%2FB": for one segment or query value
                new ScriptFunction(
                        "url-encode",
                        1,
                        a -> text(
                                a[0],
                                one -> URLEncoder.encode(one, StandardCharsets.UTF_8)
                                        .replace("+", "%20"))),
                // tail("gid://shopify/Order/1") = "1"
                new ScriptFunction("tail", 1, a -> text(a[0], one -> one.substring(one.lastIndexOf('/') + 1))),
                // tracking-key("1z 999-aa") = "1Z999AA": how tracking numbers are compared
                new ScriptFunction("tracking-key", 1, a -> text(a[0], ShippedParcels::normal)),
                // key("any text") = always the same UUID for the same text
                new ScriptFunction(
                        "key",
                        1,
                        a -> text(
                                a[0],
                                one -> UUID.nameUUIDFromBytes(one.getBytes(StandardCharsets.UTF_8))
                                        .toString())),
                new ScriptFunction("least", 2, a -> IntNode.valueOf(Math.min(a[0].asInt(), a[1].asInt()))),
                new ScriptFunction("greatest", 2, a -> IntNode.valueOf(Math.max(a[0].asInt(), a[1].asInt()))));
    }

    private static JsonNode document(Map<String, String> documents, String name) {
        String text = documents.get(name);
        if (text == null) {
            throw new JsltException("there is no " + name + ".graphql beside the script");
        }
        return TextNode.valueOf(text);
    }

    private static JsonNode text(JsonNode node, java.util.function.UnaryOperator<String> change) {
        return node.isNull() ? NullNode.getInstance() : TextNode.valueOf(change.apply(node.asText()));
    }
}
