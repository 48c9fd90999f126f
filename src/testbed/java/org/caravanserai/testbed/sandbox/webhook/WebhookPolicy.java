package org.caravanserai.testbed.sandbox.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a channel sends its webhooks. Timeouts measure machines, not schedules, so no time factor applies to them.
 *
 * @param connect           longest wait for a connection
 * @param total             longest wait for the answer
 * @param retries           waits between attempts, as documented; empty when a failed delivery is lost
 * @param successFrom       lowest status that counts as delivered
 * @param successTo         highest status that counts as delivered
 * @param builtWhenSent     true when the body shows the order as it is at delivery, not at the event
 * @param signatureHeader   the header that carries the signature
 */
public record WebhookPolicy(
        Duration connect,
        Duration total,
        List<Duration> retries,
        int successFrom,
        int successTo,
        boolean builtWhenSent,
        String signatureHeader) {

    /** Whether a delivery that was answered so is done. */
    public boolean success(int status) {
        return status >= successFrom && status <= successTo;
    }

    /** {@code count} waits that double each time and last {@code total} together. */
    public static List<Duration> doubling(int count, Duration total) {
        List<Duration> waits = new ArrayList<>();
        Duration unit = total.dividedBy((1L << count) - 1);
        for (int i = 0; i < count; i++) {
            waits.add(unit.multipliedBy(1L << i));
        }
        return waits;
    }
}
