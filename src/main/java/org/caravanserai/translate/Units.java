package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Do a channel's units add up? Whoever counts units says of each what became of it: it is open, sent, or taken off. A unit of
 * which nothing is said is not sent on a guess: the channel is asked, and the order held when it cannot tell. An id that two
 * lines share tells nobody which of them is meant.
 */
final class Units {

    private static final int MOST = 10;

    private Units() {}

    /** @param order a valid order.v1 */
    static List<PayloadFinding> check(JsonNode order) {
        List<PayloadFinding> findings = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        boolean cancelled = order.path("status").asText().equals("cancelled");
        for (JsonNode line : order.path("lines")) {
            String id = line.path("lineId").asText();
            if (!ids.add(id)) {
                findings.add(new PayloadFinding(
                        "payload.line_twice",
                        "",
                        "two lines have the id " + id + ": nobody can tell which is meant",
                        true));
            }
            int unsaid = cancelled ? 0 : unsaid(line);
            if (unsaid > 0) {
                findings.add(new PayloadFinding(
                        PartialStatements.CODE,
                        "",
                        unsaid + " unit(s) of line " + id + " are neither to be sent, nor sent, nor taken off",
                        true));
            }
        }
        return findings.size() > MOST ? findings.subList(0, MOST) : findings;
    }

    private static int unsaid(JsonNode line) {
        return !line.path("open").isNumber() || !line.path("requiresShipping").asBoolean(true)
                ? 0
                : line.path("ordered").intValue()
                        - line.path("open").intValue()
                        - line.path("fulfilled").intValue()
                        - line.path("cancelled").intValue()
                        - line.path("unclear").intValue();
    }
}
