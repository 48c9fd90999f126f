package org.caravanserai.testbed.sandbox.amazon;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** ISO 8601 as the two models write it: 2026-01-01 with milliseconds for events, whole seconds for windows. */
final class Times {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    static String millis(Instant instant) {
        return MILLIS.format(instant);
    }

    static String seconds(Instant instant) {
        return SECONDS.format(instant);
    }
}
