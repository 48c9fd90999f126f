package org.caravanserai.testbed.oracle;

import java.time.Duration;

/**
 * One channel's line of the summary.
 *
 * @param sent orders the channel sold
 * @param accepted of these, orders of the hub
 * @param found of these, orders that no event told of, found by asking the channel
 * @param duplicate deliveries that were answered 2xx and had been stored before
 * @param stale events that changed nothing: older than what was known, or the same
 * @param split orders sourced from more than one location
 * @param allocated orders for which stock was ever promised
 * @param excepted orders with an open case
 * @param shipped orders of which everything that ships has left
 * @param told orders the channel knows the end of
 * @param broken calls of the hub that the channel failed on purpose
 * @param intake time from the channel's request to the hub's answer
 * @param endToEnd time from the buyer's order to the last parcel told, packing included
 * @param oldestWaiting age of the oldest order that is neither told nor excepted; zero when there is none
 * @param oversold units the channel sold that no stock was there for
 * @param promisedTwice units the hub promised to two orders
 */
public record ChannelFigures(
        String channel,
        int sent,
        int accepted,
        int found,
        int duplicate,
        int stale,
        int split,
        int allocated,
        int excepted,
        int shipped,
        int told,
        int broken,
        Quantiles intake,
        Quantiles endToEnd,
        Duration oldestWaiting,
        int oversold,
        int promisedTwice) {

    /** Half, and all but one in a hundred, took no longer; zero when nothing was measured. */
    public record Quantiles(Duration p50, Duration p99) {}
}
