package org.caravanserai.testbed.sandbox.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.state.Journal;

/** What befalls an event on its way: lost, doubled, out of order. Seeded, so a run can be repeated. */
public final class Mishaps {

    /** Latest a shuffled event comes, in documented time. */
    private static final Duration SHUFFLE = Duration.ofSeconds(40);

    private final Journal journal;
    private final Random random;
    private Rates rates = Rates.NONE;

    /** Shares of all events, 0 to 1; {@code shuffle} delays events at random, so that later ones overtake. */
    public record Rates(double duplicate, double lose, boolean shuffle) {
        public static final Rates NONE = new Rates(0, 0, false);
    }

    /**
     * How one event travels.
     *
     * @param lost   it never arrives
     * @param copies waits (documented time) of each copy; one for an event that is not doubled
     */
    public record Fate(boolean lost, List<Duration> copies) {}

    public Mishaps(Journal journal, long seed) {
        this.journal = journal;
        this.random = new Random(seed ^ 0x5EEDL);
        journal.replay("mishaps", (id, node) -> rates = SandboxJson.MAPPER.convertValue(node, Rates.class));
    }

    public synchronized void rates(Rates wanted) {
        rates = wanted;
        journal.put("mishaps", "all", wanted);
    }

    /** Draws what becomes of the next event. */
    public synchronized Fate draw() {
        boolean lost = random.nextDouble() < rates.lose();
        List<Duration> copies = new ArrayList<>();
        copies.add(wait(rates.shuffle()));
        if (random.nextDouble() < rates.duplicate()) {
            copies.add(wait(true));
        }
        return new Fate(lost, copies);
    }

    private Duration wait(boolean shuffled) {
        return shuffled ? Duration.ofMillis(random.nextLong(SHUFFLE.toMillis())) : Duration.ZERO;
    }

    public synchronized void clear() {
        rates = Rates.NONE;
    }
}
