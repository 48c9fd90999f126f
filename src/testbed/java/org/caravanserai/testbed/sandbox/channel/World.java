package org.caravanserai.testbed.sandbox.channel;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.http.Faults;
import org.caravanserai.testbed.sandbox.state.CallCounts;
import org.caravanserai.testbed.sandbox.state.Ids;
import org.caravanserai.testbed.sandbox.state.Journal;
import org.caravanserai.testbed.sandbox.state.Parcels;
import org.caravanserai.testbed.sandbox.state.SandboxState;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.state.Shops;
import org.caravanserai.testbed.sandbox.state.Violations;
import org.caravanserai.testbed.sandbox.webhook.Deliverer;
import org.caravanserai.testbed.sandbox.webhook.Mishaps;

/** Everything the parts of one sandbox share. Built once at start, from what the journal holds. */
public final class World implements AutoCloseable {

    private final SandboxState state;
    private final Faults faults;
    private final Mishaps mishaps;
    private final Deliverer deliverer;
    private final ScheduledExecutorService timer;
    private final Map<String, SandboxChannel> channels = new LinkedHashMap<>();
    private final long seed;

    public World(SandboxClock clock, Journal journal, URI hub, long seed) {
        this.state = SandboxState.of(clock, journal);
        this.seed = seed;
        this.faults = new Faults(journal, seed);
        this.mishaps = new Mishaps(journal, seed);
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(4, task -> {
            Thread thread = new Thread(task, "sandbox-timer");
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
        this.timer = pool;
        this.deliverer = new Deliverer(state, mishaps, timer, this::channel, hub);
    }

    /** Adds the channel and lets it take up its shops. */
    public void add(SandboxChannel channel) {
        channels.put(channel.name(), channel);
        for (Shop shop : shops().all()) {
            if (shop.channel.equals(channel.name())) {
                synchronized (shop) {
                    channel.resume(shop);
                }
            }
        }
    }

    /** Runs the task once the documented time has passed, with the shop's monitor held. */
    public void later(Shop shop, Duration documented, Runnable task) {
        timer.schedule(
                () -> {
                    synchronized (shop) {
                        journal().together(task);
                    }
                },
                clock().real(documented).toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** @throws IllegalArgumentException when this sandbox does not play that channel */
    public SandboxChannel channel(String name) {
        SandboxChannel channel = channels.get(name);
        if (channel == null) {
            throw new IllegalArgumentException(
                    "no channel '" + name + "' in this sandbox; it plays " + channels.keySet());
        }
        return channel;
    }

    public boolean plays(String channel) {
        return channels.containsKey(channel);
    }

    /** What it remembers. */
    public SandboxState state() {
        return state;
    }

    public SandboxClock clock() {
        return state.clock();
    }

    public Journal journal() {
        return state.journal();
    }

    public Ids ids() {
        return state.ids();
    }

    public Shops shops() {
        return state.shops();
    }

    public Violations violations() {
        return state.violations();
    }

    public Parcels parcels() {
        return state.parcels();
    }

    public CallCounts calls() {
        return state.calls();
    }

    public Faults faults() {
        return faults;
    }

    public Mishaps mishaps() {
        return mishaps;
    }

    public Deliverer deliverer() {
        return deliverer;
    }

    public ScheduledExecutorService timer() {
        return timer;
    }

    public long seed() {
        return seed;
    }

    /** Forgets every shop, order, fault and figure. */
    public void reset() {
        deliverer.clear();
        state.clear();
        faults.clear();
        mishaps.clear();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        journal().close();
    }
}
