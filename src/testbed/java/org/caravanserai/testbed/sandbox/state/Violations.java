package org.caravanserai.testbed.sandbox.state;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** What the hub did that a channel's documentation forbids. */
public final class Violations {

    private final Journal journal;
    private final Clock clock;
    private final List<Violation> all = new CopyOnWriteArrayList<>();

    /**
     * @param code stable word, e.g. {@code wrong-auth}; the list is in the sandbox's documentation
     * @param what one sentence: what happened, and what the channel expects
     */
    public record Violation(Instant at, String channel, String shop, String orderId, String code, String what) {}

    public Violations(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        journal.replay("violation", (id, node) -> all.add(SandboxJson.MAPPER.convertValue(node, Violation.class)));
    }

    /** Records a fault of the hub. {@code orderId} is empty when no order is concerned. */
    public void add(Shop shop, String orderId, String code, String what) {
        Violation violation = new Violation(clock.instant(), shop.channel, shop.name, orderId, code, what);
        synchronized (this) {
            all.add(violation);
            journal.put("violation", String.valueOf(all.size()), violation);
        }
    }

    public List<Violation> all() {
        return List.copyOf(all);
    }

    public void clear() {
        all.clear();
    }
}
