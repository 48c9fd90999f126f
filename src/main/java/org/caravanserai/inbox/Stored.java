package org.caravanserai.inbox;

import java.time.Instant;

/**
 * The event is in the inbox, committed.
 *
 * @param id of the inbox row: for a duplicate, of the one that was there first
 * @param duplicate whether an event with the same key was there already
 * @param first of a duplicate, the one that was there first; null when it is none
 */
public record Stored(long id, boolean duplicate, First first) {

    /** An event whose first one nobody asks about. */
    public Stored(long id, boolean duplicate) {
        this(id, duplicate, null);
    }

    /**
     * The event that was there first.
     *
     * @param content its {@link NewEvent#content()}; empty when it had none
     */
    public record First(Instant receivedAt, String content) {}

    /** Whether the event that was there first says something else under the same key. @param content of the event stored now */
    public boolean contradicts(String content) {
        return first != null && !content.isEmpty() && !first.content.isEmpty() && !first.content.equals(content);
    }
}
