package org.caravanserai.testbed.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/**
 * What a channel answers.
 *
 * @param outcome how the call is counted in the ledger: the status, or a word that tells more
 */
public record Answer(int status, Map<String, String> headers, byte[] body, String outcome) {

    public static Answer json(int status, JsonNode body) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/json; charset=utf-8"),
                SandboxJson.bytes(body),
                String.valueOf(status));
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0], String.valueOf(status));
    }

    public Answer as(String counted) {
        return new Answer(status, headers, body, counted);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, outcome);
    }
}
