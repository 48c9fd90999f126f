package org.caravanserai.channel.contract;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.NewEvent;

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

    static final String UNRECOGNISED = EventKind.UNRECOGNISED.word();

    static Arrival of(NewEvent event) {
        return new Arrival(
                event.accountId(),
                event.kind().word(),
                event.source().word(),
                event.shape(),
                event.orderKey(),
                event.notificationOnly(),
                event.parentId(),
                event.headers(),
                new String(event.eventKey(), StandardCharsets.ISO_8859_1),
                event.body());
    }
}
