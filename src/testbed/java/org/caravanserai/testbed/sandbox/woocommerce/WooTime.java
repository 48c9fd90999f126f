package org.caravanserai.testbed.sandbox.woocommerce;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.caravanserai.testbed.sandbox.rest.Parameters;

/** Times as WordPress writes them: whole seconds without an offset, once in the site's zone and once ({@code _gmt}) in UTC. */
final class WooTime {

    /** The zone every sandbox store lives in; far from UTC so that a mix-up shows. */
    static final ZoneId SITE = ZoneId.of("America/Los_Angeles");

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private WooTime() {}

    static String gmt(Instant instant) {
        return instant == null ? null : FORMAT.format(instant.atZone(ZoneOffset.UTC));
    }

    static String site(Instant instant) {
        return instant == null ? null : FORMAT.format(instant.atZone(SITE));
    }

    static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Reads a date parameter; one without an offset is site time unless {@code gmt}.
     *
     * @throws WooError 400 when it is no ISO 8601 date
     */
    static Instant parse(String name, String text, boolean gmt) {
        return Parameters.time(text, gmt ? ZoneOffset.UTC : SITE)
                .orElseThrow(() -> WooError.parameter(name, "is not a valid date."));
    }
}
