package org.caravanserai.sourcing;

import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;

/**
 * How an order may be divided.
 *
 * @param maxLocations over at most so many locations, from 1
 * @param partial whether what is there ships while the rest waits for stock; otherwise the order waits until all of it is there
 */
public record SourcingSettings(int maxLocations, boolean partial) {

    /** As the hub comes. */
    public static final SourcingSettings USUAL = new SourcingSettings(3, true);

    /** @throws ConfigException when a setting is out of its bounds */
    public static SourcingSettings of(HubConfig config) {
        return new SourcingSettings(
                config.number("hub.sourcing.max-locations", 1), config.flag("hub.sourcing.partial"));
    }
}
