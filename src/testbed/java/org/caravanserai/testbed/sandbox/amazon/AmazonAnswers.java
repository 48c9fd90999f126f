package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Answer;

/** Answers as SP-API writes them: an error list, and a request id on everything. */
final class AmazonAnswers {

    private AmazonAnswers() {}

    static Answer json(int status, JsonNode body) {
        return traced(Answer.json(status, body));
    }

    static Answer noContent() {
        return traced(Answer.empty(204));
    }

    static Answer error(int status, String code, String message) {
        ObjectNode body = SandboxJson.object();
        body.putArray("errors")
                .addObject()
                .put("code", code)
                .put("message", message)
                .put("details", "");
        return json(status, body).as(status + ":" + code);
    }

    private static Answer traced(Answer answer) {
        return answer.with("x-amzn-RequestId", UUID.randomUUID().toString());
    }
}
