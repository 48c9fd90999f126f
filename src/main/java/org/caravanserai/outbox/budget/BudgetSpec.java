package org.caravanserai.outbox.budget;

import java.time.Duration;
import org.caravanserai.base.ConfigException;

/**
 * One budget of a channel account as its recipe declares it, in the channel's own figures; the time scale of the hub is
 * applied when the budget is made.
 *
 * @param name how operations refer to it
 * @param kind how it refills
 * @param capacity calls, or cost points, at most at once (bucket, points) or per window (window, sliding day)
 * @param perSecond what flows back each second; only for bucket and points
 * @param window length of the window; only for window and sliding day
 */
public record BudgetSpec(String name, Kind kind, long capacity, double perSecond, Duration window) {

    /** How a budget refills. */
    public enum Kind {
        /** Calls flow back at a steady rate up to the capacity. */
        BUCKET,
        /** Like a bucket, but each call costs points, and every answer says how many are left. */
        POINTS,
        /** So many calls from the first one on; all come back when the window ends. */
        WINDOW,
        /** So many calls in any span of the window's length, usually 24 hours. */
        SLIDING_DAY
    }

    public BudgetSpec {
        if (capacity < 1) {
            throw new ConfigException("budget " + name + ": capacity " + capacity + " must be at least 1");
        }
        boolean flows = kind == Kind.BUCKET || kind == Kind.POINTS;
        if (flows && !(perSecond > 0)) {
            throw new ConfigException(
                    "budget " + name + ": a " + kind + " needs a rate per second above 0, not " + perSecond);
        }
        if (!flows && (window == null || window.isZero() || window.isNegative())) {
            throw new ConfigException("budget " + name + ": a " + kind + " needs the length of its window");
        }
    }

    public static BudgetSpec bucket(String name, long burst, double perSecond) {
        return new BudgetSpec(name, Kind.BUCKET, burst, perSecond, null);
    }

    public static BudgetSpec points(String name, long capacity, double perSecond) {
        return new BudgetSpec(name, Kind.POINTS, capacity, perSecond, null);
    }

    public static BudgetSpec window(String name, long calls, Duration window) {
        return new BudgetSpec(name, Kind.WINDOW, calls, 0, window);
    }

    public static BudgetSpec slidingDay(String name, long calls) {
        return new BudgetSpec(name, Kind.SLIDING_DAY, calls, 0, Duration.ofDays(1));
    }
}
