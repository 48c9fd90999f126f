package org.caravanserai.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The seller's office: buyers phone and want their orders cancelled, and a clerk does that at the hub. The hub has to tell
 * the channel.
 */
final class Office {

    private final DemoRun demoRun;
    private final Set<String> done = new HashSet<>();

    Office(DemoRun demoRun) {
        this.demoRun = demoRun;
    }

    /**
     * Does what is asked as far as the hub knows the orders yet.
     *
     * @param traffic what the sandbox says of its traffic
     * @return how many are still to be done
     */
    synchronized int attend(JsonNode traffic) {
        int waiting = 0;
        for (JsonNode asked : traffic.path("phoned")) {
            String key = asked.toString();
            if (!done.contains(key)) {
                if (cancel(asked)) {
                    done.add(key);
                } else {
                    waiting++;
                }
            }
        }
        return waiting;
    }

    /** Cancels {@code {channel, shop, orderId}} at the hub; false when the hub does not know the order yet. */
    boolean cancel(JsonNode asked) {
        String id = asked.path("orderId").asText();
        JsonNode found = demoRun.api()
                .get("/api/v1/orders?q=" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "&channel="
                        + asked.path("channel").asText());
        if (found.path("orders").isEmpty()) {
            return false;
        }
        ObjectNode cancellation = Control.MAPPER
                .createObjectNode()
                .put("schema", "cancellation.v1")
                .put("reference", "phone-" + id)
                .put("reason", "buyer");
        cancellation
                .putObject("order")
                .put("hubOrderId", found.at("/orders/0/id").asText());
        demoRun.api().post("/api/v1/cancellations", cancellation);
        return true;
    }
}
