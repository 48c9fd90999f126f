package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.JsltException;
import java.time.Clock;
import java.time.Duration;
import org.caravanserai.base.Json;

/** Says what an answer means: first the rules no channel can change, then the operation's script, then the usual rules. */
public final class ResponseClassifier {

    private final ChannelScripts scripts;
    private final AnswerRules rules;

    public ResponseClassifier(ChannelScripts scripts, Clock clock) {
        this.scripts = scripts;
        this.rules = new AnswerRules(clock);
    }

    /** @param read the request changes nothing: to lose its answer is no harm */
    public Verdict judge(OperationContext errand, ChannelAnswer answer, boolean read) {
        Verdict firm = rules.firm(answer, read);
        if (firm != null) {
            return firm;
        }
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.put("status", answer.status());
        input.put("read", read);
        input.set("headers", Json.MAPPER.valueToTree(answer.headers()));
        input.set("body", answer.body());
        input.set("request", Json.MAPPER.valueToTree(errand.request()));
        String script = errand.assignment().operation() + ".judge";
        try {
            return scripts.run(errand.account().channel(), script, input)
                    .filter(JsonNode::isObject)
                    .map(ResponseClassifier::read)
                    .orElseGet(() -> rules.usual(answer));
        } catch (JsltException e) {
            // the message quotes values: only the place is safe to tell
            return Verdict.of(
                    read ? Verdict.Kind.RETRY : Verdict.Kind.UNKNOWN,
                    script + ".jslt broke in line " + e.getLine() + " on the answer");
        }
    }

    private static Verdict read(JsonNode said) {
        JsonNode wait = said.path("retryAfter");
        return new Verdict(
                Verdict.kind(said.path("outcome").asText()),
                said.path("message").asText(""),
                wait.isNumber() ? Duration.ofSeconds(wait.asLong()) : null);
    }
}
