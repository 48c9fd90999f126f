package org.caravanserai.order;

import java.util.Map;

/**
 * A parcel as the channel states it, whoever sent it.
 *
 * @param id the channel's id of it, may be empty
 * @param tracking as the channel writes it, may be empty
 * @param units by the channel's line id; empty where the channel does not say what is in it
 */
public record SnapshotParcel(String id, String tracking, Map<String, Integer> units) {}
