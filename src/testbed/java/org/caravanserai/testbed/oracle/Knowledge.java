package org.caravanserai.testbed.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Delivery;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;
import org.caravanserai.testbed.oracle.HubSnapshot.Event;
import org.caravanserai.testbed.oracle.WarehouseSnapshot.Dispatch;
import org.caravanserai.testbed.oracle.WarehouseSnapshot.Parcel;

/** When a hub could know what people did at a channel, and whether a parcel left although it could. */
final class Knowledge {

    /** What a hub may take to work on news, and its warehouse to hear of it; real time, on a busy machine. */
    static final Duration REACTION = Duration.ofSeconds(5);

    private final HubSnapshot hub;

    Knowledge(HubSnapshot hub) {
        this.hub = hub;
    }

    /** When the hub had worked on the first event that tells of it; empty when none did. */
    Optional<Instant> of(Sold sold, Instant happened) {
        Set<String> earlier = sold.deliveries().stream()
                .filter(one -> one.madeAt().isBefore(happened))
                .map(Delivery::eventId)
                .collect(Collectors.toSet());
        return hub.events().stream()
                .filter(event -> event.key().equals(sold.id())
                        && event.workedAt() != null
                        && event.receivedAt().isAfter(happened)
                        && (event.eventId().isEmpty() || !earlier.contains(event.eventId())))
                .map(Event::workedAt)
                .min(Instant::compareTo);
    }

    /**
     * Whether a parcel left long after the hub could know better, and the hub did not even ask to have it back. A parcel that
     * left before is nobody's fault, and one that the warehouse would not give back is the warehouse's.
     */
    boolean carelessly(Sold sold, Instant happened, Dispatch dispatch, Parcel parcel) {
        return !dispatch.asked()
                && of(sold, happened)
                        .filter(known -> parcel.leftAt().isAfter(known.plus(REACTION)))
                        .isPresent();
    }
}
