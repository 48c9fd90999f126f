package org.caravanserai.outbox;

import java.util.List;
import java.util.Set;

/**
 * What a route left behind.
 *
 * @param fetched order keys a list call brought; empty for everything else
 * @param shown the quantity a stock route read at the channel; null when it read none
 * @param channelIds the channel's own ids of what it was told; empty where it gave none
 */
public record CallResult(Outcome outcome, Set<String> fetched, Integer shown, List<String> channelIds) {

    public static CallResult of(Outcome outcome) {
        return new CallResult(outcome, Set.of(), null, List.of());
    }
}
