package org.caravanserai.testbed.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the sandbox is asked to play.
 *
 * @param orders how many
 * @param seconds over how long; real ones
 * @param lively some buyers pay late, some change their mind after they paid, and some only try the shop out
 * @param people the share of orders that people in the shops, or buyers, do something to: 0 to 1
 */
public record Traffic(int orders, int seconds, boolean faults, boolean lively, double people) {

    /** Where nobody lays hands on orders. */
    public Traffic(int orders, int seconds, boolean faults, boolean lively) {
        this(orders, seconds, faults, lively, 0);
    }

    /** In faults: a tenth doubled, a twentieth lost, all out of order; calls throttled, broken, and taking effect after their timeout. */
    public ObjectNode request() {
        ObjectNode request =
                Control.MAPPER.createObjectNode().put("orders", orders).put("seconds", seconds);
        if (faults) {
            request.putObject("faults")
                    .put("duplicate", 0.10)
                    .put("lose", 0.05)
                    .put("shuffle", true)
                    .put("http429", 0.05)
                    .put("http500", 0.05)
                    .put("timeoutLateSuccess", 0.03);
        }
        if (lively) {
            request.withObject("life").put("test", 0.05).put("pending", 0.15).put("cancel", 0.25);
        }
        request.withObject("life").put("people", people);
        return request;
    }
}
