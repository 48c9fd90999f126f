package org.caravanserai.outbox.budget;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.TimeScale;

/**
 * All budgets of one account. Unknown names in a cost are a fault of the recipe and fail loudly. What costs nothing has no
 * budget, and is held back together when the channel says "too many" to it.
 */
public final class Budgets {

    private static final Set<String> FREE = Set.of("");

    private final Map<String, Budget> byName = new HashMap<>();
    private final Map<String, Block> blocks = new HashMap<>();
    private final TimeScale timeScale;
    private final LongSupplier nanos;

    /** Until when nothing is read, and nothing is changed, of the clock {@code nanos}. */
    private record Block(long reads, long writes) {

        Block and(Block later) {
            return new Block(later(reads, later.reads), later(writes, later.writes));
        }

        private static long later(long one, long other) {
            return one - other > 0 ? one : other;
        }
    }

    public Budgets(List<BudgetSpec> specs, TimeScale timeScale, LongSupplier nanos) {
        this.timeScale = timeScale;
        this.nanos = nanos;
        specs.forEach(spec -> byName.put(spec.name(), Budget.of(spec, timeScale, nanos)));
    }

    /**
     * The longest wait among the budgets of these costs; zero when the call can be made now.
     *
     * @param reads it changes nothing at the channel, see {@link LongestWait}
     */
    public Duration waitFor(Map<String, Long> costs, boolean reads) {
        Duration longest = blocked(costs.keySet(), reads);
        for (Map.Entry<String, Long> cost : costs.entrySet()) {
            Duration wait = budget(cost.getKey()).waitFor(cost.getValue());
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }
        return longest;
    }

    public void take(Map<String, Long> costs) {
        costs.forEach((name, cost) -> budget(name).take(cost));
    }

    public void giveBack(Map<String, Long> costs) {
        costs.forEach((name, cost) -> budget(name).giveBack(cost));
    }

    /** A reading of a budget the recipe does not declare is ignored: it limits nothing we know of. */
    public void correct(BudgetReading reading) {
        Budget budget = byName.get(reading.budget());
        if (budget != null) {
            budget.correct(reading);
        }
    }

    /**
     * The channel wants no calls that cost these budgets. A later word of it makes the wait longer, never shorter.
     *
     * @param asked in the channel's time; no more of it counts than {@link LongestWait} says
     */
    public void block(Set<String> names, Duration asked) {
        Duration reads = least(asked, LongestWait.READS);
        names.forEach(name -> budget(name).block(timeScale.of(reads)));
        Block block = new Block(until(reads), until(least(asked, LongestWait.WRITES)));
        synchronized (blocks) {
            named(names).forEach(name -> blocks.merge(name, block, Block::and));
        }
    }

    /** The account is reached in another way now: what was said of waiting is void. */
    public void unblock() {
        synchronized (blocks) {
            blocks.clear();
        }
    }

    private Duration blocked(Set<String> names, boolean reads) {
        long now = nanos.getAsLong();
        long longest = 0;
        synchronized (blocks) {
            for (String name : named(names)) {
                Block block = blocks.get(name);
                if (block != null) {
                    longest = Math.max(longest, (reads ? block.reads : block.writes) - now);
                }
            }
        }
        return Duration.ofNanos(longest);
    }

    private long until(Duration wait) {
        return nanos.getAsLong() + timeScale.of(wait).toNanos();
    }

    private static Set<String> named(Set<String> names) {
        return names.isEmpty() ? FREE : names;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Budget budget(String name) {
        Budget budget = byName.get(name);
        if (budget == null) {
            throw new ConfigException("an operation costs budget " + name
                    + ", which the channel does not declare; it has " + byName.keySet());
        }
        return budget;
    }
}
