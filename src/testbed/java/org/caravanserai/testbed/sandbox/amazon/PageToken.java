package org.caravanserai.testbed.sandbox.amazon;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

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
        return Base64.getUrlEncoder().withoutPadding().encodeToString(
                String.join("|", query, before.toString(), issued.toString(), lastAt.toString(), lastId).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws AmazonRefusal 400 for a text that was never a token */
    static PageToken read(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|");
            if (parts.length == 5) {
                return new PageToken(parts[0], Instant.parse(parts[1]), Instant.parse(parts[2]), Instant.parse(parts[3]), parts[4]);
            }
        } catch (IllegalArgumentException | DateTimeException wrong) {
            // Refused below like any other text.
        }
        throw AmazonRefusal.invalid("paginationToken is not valid");
    }

    /** Whether an order comes after the last one shown. */
    boolean precedes(Instant at, String id) {
        int order = lastAt.compareTo(at);
        return order < 0 || order == 0 && lastId.compareTo(id) < 0;
    }
}
