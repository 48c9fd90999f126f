package org.caravanserai.testbed.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Delivery;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;
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

    /** The first event about it that the hub took, or its own first reading afterwards; empty when there was neither. */
    Optional<Instant> of(Sold sold, Instant happened) {
        Stream<Instant> told = sold.deliveries().stream()
                .filter(one -> !one.forged() && one.taken() && !one.madeAt().isBefore(happened))
                .map(Knowledge::taken);
        Stream<Instant> read = hub.readings().stream()
                .filter(one -> one.key().equals(sold.id()) && one.at().isAfter(happened))
                .map(HubSnapshot.Reading::at);
        return Stream.concat(told, read).min(Instant::compareTo);
    }

    private static Instant taken(Delivery one) {
        return one.at().plusMillis(one.ms());
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
