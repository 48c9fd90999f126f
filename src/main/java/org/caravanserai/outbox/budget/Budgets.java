package org.caravanserai.outbox.budget;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.TimeScale;

/** All budgets of one account. Unknown names in a cost are a fault of the recipe and fail loudly. */
public final class Budgets {

    private final Map<String, Budget> byName = new HashMap<>();

    public Budgets(List<BudgetSpec> specs, TimeScale timeScale, LongSupplier nanos) {
        specs.forEach(spec -> byName.put(spec.name(), Budget.of(spec, timeScale, nanos)));
    }

    /** The longest wait among the budgets of these costs; zero when the call can be made now. */
    public Duration waitFor(Map<String, Long> costs) {
        Duration longest = Duration.ZERO;
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

    public void block(Set<String> names, Duration time) {
        names.forEach(name -> budget(name).block(time));
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
