package org.caravanserai.base;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code hub.*} configuration. Every key stands in {@code application.properties} with its meaning, unit, default
 * and minimum; a system property of the same name overrides it, an environment variable ({@code HUB_HTTP_PORT} for
 * {@code hub.http.port}) overrides both. Values that cannot be read fail at start with the key's name.
 */
public final class HubConfig {

    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");

    private final Properties values;

    public HubConfig(Properties values) {
        this.values = values;
    }

    /** The raw value; empty when the key is absent or blank. */
    public Optional<String> find(String key) {
        String value =
                System.getenv(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        if (value == null) {
            value = System.getProperty(key, values.getProperty(key));
        }
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.trim());
    }

    /** @throws ConfigException when the key has no value */
    public String text(String key) {
        return find(key).orElseThrow(() -> new ConfigException(key + " has no value"));
    }

    /** @throws ConfigException when the value is no whole number or below {@code minimum} */
    public int number(String key, int minimum) {
        String value = text(key);
        try {
            int number = Integer.parseInt(value);
            if (number < minimum) {
                throw new ConfigException(key + " = " + value + " is below its minimum of " + minimum);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new ConfigException(key + " = " + value + " is not a whole number");
        }
    }

    /** A duration with its unit: {@code 250ms}, {@code 5s}, {@code 15m}, {@code 2h}, {@code 7d}. */
    public Duration duration(String key) {
        return parseDuration(key, text(key));
    }

    /** {@code true} or {@code false}, nothing else. */
    public boolean flag(String key) {
        String value = text(key);
        if (!value.equals("true") && !value.equals("false")) {
            throw new ConfigException(key + " = " + value + " is neither true nor false");
        }
        return value.equals("true");
    }

    public Path path(String key) {
        return Path.of(text(key));
    }

    /** Reads {@code 250ms}, {@code 5s}, {@code 15m}, {@code 2h}, {@code 7d}; {@code what} names the value in the error. */
    public static Duration parseDuration(String what, String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new ConfigException(
                    what + " = " + value + " is no duration; write it with its unit, like 250ms, 5s, 15m, 2h or 7d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
