package org.caravanserai.outbox.budget;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.caravanserai.base.TimeScale;

/**
 * What is left of one budget. A budget starts <em>empty</em>: the sender before us may have spent everything a moment
 * ago. Costs above the capacity count as the capacity, else such a call could never be made. Safe for several threads.
 */
public interface Budget {

    /** How long until {@code cost} could be taken; zero when it can be now. */
    Duration waitFor(long cost);

    /** Takes {@code cost}, into debt if need be: a call may turn out dearer than was declared. */
    void take(long cost);

    /** Gives back what was taken for a call that was not made. */
    void giveBack(long cost);

    /** Lets the channel's own figures win. */
    void correct(BudgetReading reading);

    /** Nothing may be taken for this long: the channel said "too many". */
    void block(Duration time);

    /**
     * @param nanos a monotonic clock, like {@code System::nanoTime}
     */
    static Budget of(BudgetSpec spec, TimeScale timeScale, LongSupplier nanos) {
        return switch (spec.kind()) {
            case BUCKET, POINTS -> new FlowBudget(spec.capacity(), timeScale, timeScale.rate(spec.perSecond()), nanos);
            case WINDOW -> new WindowBudget(spec.capacity(), timeScale, spec.per(), nanos);
            case SLIDING_DAY -> new SlidingBudget(spec.capacity(), timeScale.of(spec.per()), nanos);
        };
    }
}
