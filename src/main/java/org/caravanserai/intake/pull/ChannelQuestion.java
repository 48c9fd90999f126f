package org.caravanserai.intake.pull;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.outbox.FetchWork;

/**
 * What a channel was asked, and for whose sake; it is kept with the answer.
 *
 * @param askedAt when it was asked; the version of an order that has none of its own
 * @param parentId the hint that named the order, or null: an answer to a hint is an event of its own, whatever it says
 * @param afterDeletion a hint told of a deletion
 * @param imports ids of the events by which people asked for the order
 */
record ChannelQuestion(Instant askedAt, Long parentId, boolean afterDeletion, Collection<Long> imports) {

    /** For everything that changed. */
    static ChannelQuestion list(Instant askedAt) {
        return new ChannelQuestion(askedAt, null, false, List.of());
    }

    /** For one order. */
    static ChannelQuestion fetch(Instant askedAt, Long parentId, boolean afterDeletion, FetchWork work) {
        return new ChannelQuestion(askedAt, parentId, afterDeletion, work.imports());
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HubHeaders.ASKED_AT, askedAt.toString());
        if (afterDeletion) {
            headers.put(HubHeaders.AFTER_DELETION, "true");
        }
        if (!imports.isEmpty()) {
            headers.put(
                    HubHeaders.IMPORTS, imports.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        return headers;
    }
}
