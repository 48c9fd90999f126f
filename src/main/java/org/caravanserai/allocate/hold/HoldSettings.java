package org.caravanserai.allocate.hold;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;

/**
 * How strict the holds of "nothing leaves" are: the one place where they are loosened.
 *
 * @param loosened causes that become an alert instead of a hold
 * @param totalFactor a total above this many times what lines, shipping, tax and fees add up to is absurd
 * @param regrow how long after somebody took back what they had sent the channel is asked once more
 */
public record HoldSettings(Set<String> loosened, BigDecimal totalFactor, Duration regrow) {

    /** As the hub comes. */
    public static final HoldSettings STRICT = new HoldSettings(Set.of(), BigDecimal.valueOf(2), Duration.ofMinutes(15));

    private static final Set<String> MAY_BE_LOOSENED =
            Set.of(UsableAddresses.CAUSE, SaneTotals.NEGATIVE, SaneTotals.ABSURD, DoubtfulFacts.OTHER_SERVICE);

    /** @throws ConfigException for a cause that cannot be loosened, or a factor below 1 */
    public static HoldSettings of(HubConfig config) {
        Set<String> loosened = new TreeSet<>();
        config.find("hub.holds.loosened").ifPresent(list -> {
            for (String cause : list.split(",")) {
                loosened.add(cause.strip());
            }
        });
        for (String cause : loosened) {
            if (!MAY_BE_LOOSENED.contains(cause)) {
                throw new ConfigException("hub.holds.loosened names " + cause + ", which is none of "
                        + String.join(", ", new TreeSet<>(MAY_BE_LOOSENED)));
            }
        }
        return new HoldSettings(
                Set.copyOf(loosened),
                BigDecimal.valueOf(config.number("hub.holds.total-factor", 1)),
                config.duration("hub.order.regrow"));
    }

    boolean loosens(String cause) {
        return loosened.contains(cause);
    }
}
