package org.caravanserai.testbed.sandbox.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.caravanserai.testbed.sandbox.http.Call;

/** Reads query parameters; what is wrong with one is refused in the channel's words. */
public final class Parameters {

    private Parameters() {}

    /** The words of a parameter that takes a list, given once with commas or several times; none when it is absent. */
    public static List<String> words(Call call, String name) {
        return call.query().getOrDefault(name, List.of()).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .toList();
    }

    /**
     * A whole number from 1.
     *
     * @param refused the refusal of anything else, given the most that is allowed
     */
    public static int number(Call call, String name, int absent, int most, IntFunction<? extends Refusal> refused) {
        String text = call.parameter(name);
        if (text == null) {
            return absent;
        }
        int value = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        if (value < 1 || value > most) {
            throw refused.apply(most);
        }
        return value;
    }

    /** An ISO 8601 time with its offset, or empty when it is none. */
    public static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }

    /** An ISO 8601 time, which is in this zone when it has no offset; empty when it is none. */
    public static Optional<Instant> time(String text, ZoneId zone) {
        return time(text).or(() -> {
            try {
                return Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
            } catch (DateTimeException wrong) {
                return Optional.empty();
            }
        });
    }
}
