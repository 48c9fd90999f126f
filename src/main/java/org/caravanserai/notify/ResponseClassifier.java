package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.JsltException;
import java.time.Clock;
import java.time.Duration;
import org.caravanserai.base.Json;
import org.caravanserai.outbox.Outcome;

/** Says what an answer means: first the rules no channel can change, then the operation's script, then the usual rules. */
public final class ResponseClassifier {

    private final ChannelScripts scripts;
    private final AnswerRules rules;

    public ResponseClassifier(ChannelScripts scripts, Clock clock) {
        this.scripts = scripts;
        this.rules = new AnswerRules(clock);
    }

    /** @param read the request changes nothing: to lose its answer is no harm */
    public Outcome classify(OperationContext context, ChannelAnswer answer, boolean read) {
        Outcome fixed = rules.fixedOutcome(answer, read);
        if (fixed != null) {
            return fixed;
        }
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.put("status", answer.status());
        input.put("read", read);
        input.set("headers", Json.MAPPER.valueToTree(answer.headers()));
        input.set("body", answer.body());
        input.set("request", Json.MAPPER.valueToTree(context.request()));
        String script = context.operation() + ".judge";
        try {
            return scripts.run(context.account().channel(), script, input)
                    .filter(JsonNode::isObject)
                    .map(said -> read(context, said))
                    .orElseGet(() -> rules.usualOutcome(answer));
        } catch (JsltException e) {
            // the message quotes values: only the place is safe to tell
            return Outcome.of(
                    read ? Outcome.Kind.RETRY : Outcome.Kind.UNKNOWN,
                    script + ".jslt broke in line " + e.getLine() + " on the answer");
        }
    }

    private static Outcome read(OperationContext context, JsonNode said) {
        context.note(said);
        JsonNode wait = said.path("retryAfter");
        return new Outcome(
                Outcome.Kind.of(said.path("outcome").asText()),
                said.path("message").asText(""),
                wait.isNumber() ? Duration.ofSeconds(wait.asLong()) : null);
    }
}
