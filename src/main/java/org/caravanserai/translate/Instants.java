package org.caravanserai.translate;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Points in time as canonical text: UTC with milliseconds, {@code 2026-11-23T10:00:00.000Z}. Finer digits are cut.
 * ISO 8601 is read by hand because every order has several and {@link DateTimeFormatter} costs a microsecond each.
 */
final class Instants {

    private Instants() {}

    /**
     * Reads ISO 8601 ({@code T} or a space between date and time).
     *
     * @param zoneless whether a text without zone counts as UTC (channels that send GMT without saying so)
     * @throws MappingException {@code mapping.impossible_time}
     */
    static String iso(String text, boolean zoneless) {
        int length = text.length();
        if (length < 19
                || length > 40
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || text.charAt(10) != 'T' && text.charAt(10) != ' ') {
            throw impossible(text, "it is not ISO 8601");
        }
        int end = 19;
        int milli = 0;
        if (end < length && (text.charAt(end) == '.' || text.charAt(end) == ',')) {
            int first = ++end;
            int unit = 100;
            while (end < length && digit(text, end)) {
                milli += unit * (text.charAt(end++) - '0');
                unit /= 10;
            }
            if (end == first) {
                throw impossible(text, "it is not ISO 8601");
            }
        }
        int offset = offset(text, end, zoneless);
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 5, 7),
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16),
                    number(text, 17, 19));
            return write(offset == 0 ? local : local.minusSeconds(offset), milli, text);
        } catch (DateTimeException e) {
            throw impossible(text, "there is no such date or time");
        }
    }

    /** Unix time; {@code perSecond} is 1 for seconds, 1000 for milliseconds. */
    static String epoch(BigDecimal value, int perSecond) {
        try {
            long units = value.longValueExact();
            long seconds = Math.floorDiv(units, perSecond);
            int milli = (int) Math.floorMod(units, (long) perSecond);
            return write(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC), milli, "Unix time");
        } catch (ArithmeticException | DateTimeException e) {
            throw impossible("Unix time", "it is no whole number of a year from 1970 to 2999");
        }
    }

    /** RFC 1123/2822, e.g. {@code Tue, 20 Nov 2012 00:00:00 +0000}. */
    static String rfc(String text) {
        try {
            Instant at = OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return epoch(BigDecimal.valueOf(at.getEpochSecond()), 1);
        } catch (DateTimeException e) {
            throw impossible(text, "it is not RFC 2822");
        }
    }

    private static int offset(String text, int at, boolean zoneless) {
        int left = text.length() - at;
        if (left == 0 && zoneless || left == 1 && text.charAt(at) == 'Z') {
            return 0;
        }
        if (left == 0) {
            throw impossible(text, "it has no time zone");
        }
        char sign = text.charAt(at);
        boolean colon = left == 6 && text.charAt(at + 3) == ':';
        if (sign != '+' && sign != '-' || !colon && left != 5) {
            throw impossible(text, "its time zone cannot be read");
        }
        int minutes = number(text, at + 1, at + 3) * 60 + number(text, at + (colon ? 4 : 3), text.length());
        if (minutes > 18 * 60) {
            throw impossible(text, "its time zone cannot be read");
        }
        return (sign == '-' ? -60 : 60) * minutes;
    }

    private static String write(LocalDateTime at, int milli, String evidence) {
        if (at.getYear() < 1970 || at.getYear() > 2999) {
            throw impossible(evidence, "its year is not between 1970 and 2999");
        }
        char[] out = "0000-00-00T00:00:00.000Z".toCharArray();
        put(out, 4, at.getYear());
        put(out, 7, at.getMonthValue());
        put(out, 10, at.getDayOfMonth());
        put(out, 13, at.getHour());
        put(out, 16, at.getMinute());
        put(out, 19, at.getSecond());
        put(out, 23, milli);
        return new String(out);
    }

    private static void put(char[] out, int end, int value) {
        int rest = value;
        for (int i = end - 1; rest > 0; i--, rest /= 10) {
            out[i] = (char) ('0' + rest % 10);
        }
    }

    private static boolean digit(String text, int at) {
        char c = text.charAt(at);
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (!digit(text, i)) {
                throw impossible(text, "it is not ISO 8601");
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static MappingException impossible(String text, String why) {
        boolean plain =
                text.length() <= 40 && text.chars().allMatch(c -> c < 128 && "0123456789-:.,+ TZ".indexOf(c) >= 0);
        return new MappingException(
                "mapping.impossible_time",
                "A date or time cannot be read: " + why + ".",
                plain ? text : "a text of " + text.length() + " characters");
    }
}
