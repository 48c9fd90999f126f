package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.base.Json;
import org.caravanserai.inbox.Stored;

/** What a caller is told about the event that a request became: the sender's reference is its key, and stands for one content. */
final class EventReferences {

    private static final int SHOWN = 12;

    private EventReferences() {}

    /** @throws ApiProblem 409 when the reference stands for other content */
    static void requireSame(Stored stored, String reference, String content) {
        if (stored.contradicts(content)) {
            throw ApiProblem.conflict(
                    "the reference '" + ApiProblem.named(reference) + "' stands for other content: event "
                            + stored.id() + " of " + stored.first().receivedAt() + " with SHA-256 "
                            + shown(stored.first().content()) + "…, this one has " + shown(content)
                            + "…; give what is new a reference of its own");
        }
    }

    static ObjectNode answer(Stored stored) {
        return Json.MAPPER
                .createObjectNode()
                .put("eventId", Long.toString(stored.id()))
                .put("duplicate", stored.duplicate());
    }

    private static String shown(String digest) {
        return digest.substring(0, Math.min(SHOWN, digest.length()));
    }
}
