package org.caravanserai.translate;

/**
 * As much of an account as processing needs.
 *
 * @param told whether there is a way to tell the channel anything: not for the hub's own accounts, and not for one that only
 *     sends files and has no recipe
 */
public record AccountRef(int id, String channel, String name, boolean shadow, boolean told) {}
