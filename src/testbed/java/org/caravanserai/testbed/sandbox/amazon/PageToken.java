package org.caravanserai.testbed.sandbox.amazon;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.caravanserai.testbed.sandbox.rest.OpaqueToken;

/**
 * Where the next page begins.
 *
 * @param query   which query it belongs to
 * @param before  the upper bound of all pages of it
 * @param issued  when it was given
 * @param lastAt  time of the last order shown
 * @param lastId  id of the last order shown
 */
record PageToken(String query, Instant before, Instant issued, Instant lastAt, String lastId) {

    String write() {
        return OpaqueToken.write(query, before.toString(), issued.toString(), lastAt.toString(), lastId);
    }

    /** @throws AmazonRefusal 400 for a text that was never a token */
    static PageToken read(String text) {
        return OpaqueToken.read(text, 5)
                .map(PageToken::of)
                .orElseThrow(() -> AmazonRefusal.invalid("paginationToken is not valid"));
    }

    private static PageToken of(List<String> parts) {
        try {
            return new PageToken(
                    parts.get(0),
                    Instant.parse(parts.get(1)),
                    Instant.parse(parts.get(2)),
                    Instant.parse(parts.get(3)),
                    parts.get(4));
        } catch (DateTimeException wrong) {
            return null;
        }
    }

    /** Whether an order comes after the last one shown. */
    boolean precedes(Instant at, String id) {
        int order = lastAt.compareTo(at);
        return order < 0 || order == 0 && lastId.compareTo(id) < 0;
    }
}
