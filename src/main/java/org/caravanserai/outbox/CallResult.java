package org.caravanserai.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a route left behind.
 *
 * @param fetched order keys a list call brought; empty for everything else
 * @param shown the quantity a stock route read at the channel; null when it read none
 * @param channelIds the channel's own ids of what it was told; empty where it gave none
 * @param request method and path of the last request; empty when there was none
 * @param status status of HTTP it was answered with; null when there was none
 */
public record CallResult(
        Outcome outcome, Set<String> fetched, Integer shown, List<String> channelIds, String request, Integer status) {

    /** Of a route that says nothing of its requests. */
    public CallResult(Outcome outcome, Set<String> fetched, Integer shown, List<String> channelIds) {
        this(outcome, fetched, shown, channelIds, "", null);
    }

    /** The same, to be tried again after {@code longest} at the latest. */
    public CallResult within(Duration longest) {
        return new CallResult(outcome.within(longest), fetched, shown, channelIds, request, status);
    }

    public static CallResult of(Outcome outcome) {
        return new CallResult(outcome, Set.of(), null, List.of());
    }
}
