package org.caravanserai.order.due;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a channel states of an order at one moment.
 *
 * @param counting how the channel counts what was sent
 * @param readAt not later than the moment at which the channel read it: when the fetch was sent, or the version of a push
 * @param version the channel's own modification time
 * @param lines by the hub's line number
 * @param parcels every parcel the channel knows of; empty when its statements do not list them
 */
public record OrderStatement(
        Counting counting,
        Instant readAt,
        Instant version,
        Map<Integer, StatedLine> lines,
        Optional<List<StatedParcel>> parcels) {

    public OrderStatement {
        lines = Map.copyOf(lines);
        parcels = parcels.map(List::copyOf);
    }
}
