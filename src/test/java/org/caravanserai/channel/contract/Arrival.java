package org.caravanserai.channel.contract;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.caravanserai.intake.webhook.Observation;

/** An event that a hub has stored, in plain words. */
record Arrival(
        int account,
        String kind,
        String source,
        String shape,
        String orderKey,
        boolean notificationOnly,
        Long parent,
        Map<String, String> headers,
        String eventKey,
        byte[] body) {

    static final String UNRECOGNISED = "odd";

    static Arrival of(Observation event) {
        return new Arrival(
                event.accountId(),
                event.kind().toString(),
                event.source().toString(),
                event.shape(),
                event.orderKey(),
                event.thin(),
                event.parentId(),
                event.headers(),
                new String(event.eventKey(), StandardCharsets.ISO_8859_1),
                event.body());
    }
}
