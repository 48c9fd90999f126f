package org.caravanserai.outbox.budget;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.base.ConfigException;

/**
 * One budget of a channel account as its recipe declares it, in the channel's own figures; the time scale of the hub is
 * applied when the budget is made.
 *
 * @param name how operations refer to it
 * @param kind how it refills
 * @param capacity calls, or cost points, at most at once (bucket, points) or per window (window, sliding day)
 * @param restore how many flow back in the time of {@code per}; only for bucket and points
 * @param per bucket, points: the time in which {@code restore} flows back; else the length of the window
 * @param costs operation to what one run of it usually costs, {@code fetch}, {@code list} and {@code subscriptions} among
 *              them; what is not here costs nothing
 * @param reads where the channel's answers tell its own figures {@code remaining}, {@code capacity} and {@code rate} (per
 *              second), with which ours are corrected: a pointer or {@code header:<name>}; may be empty
 */
public record BudgetSpec(
        String name,
        BudgetKind kind,
        @JsonAlias("limit") long capacity,
        double restore,
        Duration per,
        Map<String, Long> costs,
        Map<String, String> reads) {

    /** How a budget refills. */
    public enum BudgetKind {
        /** Calls flow back at a steady rate up to the capacity. */
        BUCKET,
        /** Like a bucket, but each call costs points, and every answer says how many are left. */
        POINTS,
        /** So many calls from the first one on; all come back when the window ends. */
        WINDOW,
        /** So many calls in any span of the window's length, usually 24 hours. */
        @JsonProperty("day")
        SLIDING_DAY
    }

    public BudgetSpec {
        per = per == null && kind == BudgetKind.SLIDING_DAY ? Duration.ofDays(1) : per;
        costs = costs == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(costs));
        reads = reads == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(reads));
        if (capacity < 1) {
            throw new ConfigException("budget " + name + ": capacity " + capacity + " must be at least 1");
        }
        boolean flows = kind == BudgetKind.BUCKET || kind == BudgetKind.POINTS;
        if (flows && !(restore > 0)) {
            throw new ConfigException("budget " + name + ": a " + kind + " needs a rate above 0, not " + restore);
        }
        if (per == null || per.isZero() || per.isNegative()) {
            throw new ConfigException(
                    "budget " + name + ": a " + kind + " needs the length of its window or time of refill");
        }
    }

    public static BudgetSpec bucket(String name, long burst, double perSecond) {
        return plain(name, BudgetKind.BUCKET, burst, perSecond, Duration.ofSeconds(1));
    }

    public static BudgetSpec points(String name, long capacity, double perSecond) {
        return plain(name, BudgetKind.POINTS, capacity, perSecond, Duration.ofSeconds(1));
    }

    public static BudgetSpec window(String name, long calls, Duration window) {
        return plain(name, BudgetKind.WINDOW, calls, 0, window);
    }

    public static BudgetSpec slidingDay(String name, long calls) {
        return plain(name, BudgetKind.SLIDING_DAY, calls, 0, Duration.ofDays(1));
    }

    private static BudgetSpec plain(String name, BudgetKind kind, long capacity, double restore, Duration per) {
        return new BudgetSpec(name, kind, capacity, restore, per, Map.of(), Map.of());
    }

    /** The same under its name: a recipe says it as a key. */
    public BudgetSpec named(String itsName) {
        return new BudgetSpec(itsName, kind, capacity, restore, per, costs, reads);
    }

    /** What flows back each second; only for bucket and points. */
    public double perSecond() {
        return restore * 1000.0 / Math.max(1, per.toMillis());
    }
}
