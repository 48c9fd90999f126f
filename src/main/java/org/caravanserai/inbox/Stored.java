package org.caravanserai.inbox;

/**
 * The event is in the inbox, committed.
 *
 * @param id of the inbox row: for a duplicate, of the one that was there first
 * @param duplicate whether an event with the same key was there already
 */
public record Stored(long id, boolean duplicate) {}
