package org.caravanserai.outbox.sender;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.caravanserai.base.WorkSignal;
import org.caravanserai.outbox.WorkKind;
import org.caravanserai.outbox.lease.Leases;
import org.caravanserai.outbox.source.DueWork;
import org.caravanserai.outbox.source.SendCapacity;
import org.caravanserai.outbox.source.WorkSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler of this hub's senders. One thread looks for what is due, at all destinations in one statement per kind,
 * commits the intents of what may run, and hands it to the threads that call. It looks when woken, when a budget allows more,
 * and every 250 ms.
 *
 * <p>Order of work at a destination: the sources in the order given (fetch, poll, subscriptions, outbox, stock), inside the
 * outbox the earliest deadline first.
 */
public final class SenderScheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SenderScheduler.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final long LEASE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long RECOVER_NANOS = Duration.ofSeconds(10).toNanos();

    private final HeldSenders senders;
    private final Leases leases;
    private final WorkHandlers handlers;
    private final List<WorkSource> sources;
    private final CallRunner calls;
    private final WorkSignal signal;
    private final DueWorkLoader loader;
    private final WorkStarter starter;
    private final LongSupplier nanos;
    private final Thread thread = SenderThreads.daemon(this::run, "hub-senders");
    private volatile boolean stopping;
    private boolean leasesRead;
    private long leasesReadAt;
    private long recoveredAt;

    SenderScheduler(
            HeldSenders senders,
            Leases leases,
            WorkHandlers handlers,
            List<WorkSource> sources,
            CallRunner calls,
            WorkSignal signal,
            Clock clock,
            LongSupplier nanos) {
        this.senders = senders;
        this.leases = leases;
        this.handlers = handlers;
        this.sources = List.copyOf(sources);
        this.calls = calls;
        this.signal = signal;
        this.loader = new DueWorkLoader(clock);
        this.starter = new WorkStarter(senders, calls, clock, nanos);
        this.nanos = nanos;
    }

    /** Starts the threads. */
    public void start() {
        calls.start();
        thread.start();
    }

    /** Starts nothing more, waits for the calls that run, writes how they ended and gives the leases back. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        signal.wake();
        thread.join();
        calls.close();
        try {
            leases.releaseAll();
        } catch (RuntimeException e) {
            LOG.warn("could not give the leases back; they end with this process: {}", e.toString());
        }
    }

    /** Whether this hub is the sender of the destination, as far as it knows. */
    public boolean sends(String destination) {
        return senders.find(destination) != null;
    }

    /** The state of the breaker of every destination this hub sends to, for health and figures. */
    public Map<String, String> breakers() {
        return senders.breakers();
    }

    private void run() {
        while (!stopping) {
            long seen = signal.count();
            Duration wait;
            try {
                wait = look();
            } catch (RuntimeException e) {
                LOG.warn("the senders cannot work, trying again: {}", e.toString());
                wait = AFTER_FAILURE;
            }
            try {
                signal.await(seen, wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** One look for work. @return how long until the next one is worth while */
    private Duration look() {
        long now = nanos.getAsLong();
        if (!leasesRead || now - leasesReadAt > LEASE_NANOS) {
            recover(senders.refresh().stream()
                    .map(sender -> sender.capacity(Set.of()))
                    .toList());
            leasesRead = true;
            leasesReadAt = now;
        }
        Map<Sender, SendCapacity> open = withCapacity();
        if (now - recoveredAt > RECOVER_NANOS && !open.isEmpty()) {
            recover(open.values());
            recoveredAt = now;
        }
        sources.forEach(source -> loader.load(source, open, now));
        return startWorks(open);
    }

    private void recover(Collection<SendCapacity> capacities) {
        if (!capacities.isEmpty()) {
            sources.forEach(source -> source.recover(capacities));
        }
    }

    /** The senders that may start something that a running route does. */
    private Map<Sender, SendCapacity> withCapacity() {
        Map<Sender, SendCapacity> open = new LinkedHashMap<>();
        for (Sender sender : senders.all()) {
            Set<WorkKind> kinds = handlers.kinds(sender.target().channel());
            if (senders.mayStart(sender) && !kinds.isEmpty() && sender.freeSlots() > 0) {
                open.put(sender, sender.capacity(kinds));
            }
        }
        return open;
    }

    private Duration startWorks(Map<Sender, SendCapacity> open) {
        Duration wait = POLL;
        Map<WorkSource, Map<DueWork, SendCapacity>> picks = new LinkedHashMap<>();
        for (Map.Entry<Sender, SendCapacity> one : open.entrySet()) {
            Sender.Picks picked = one.getKey().pick(sources, one.getValue().kinds());
            picked.works()
                    .forEach((work, source) -> picks.computeIfAbsent(source, key -> new HashMap<>())
                            .put(work, one.getValue()));
            wait = picked.pause() != null && picked.pause().compareTo(wait) < 0 ? picked.pause() : wait;
        }
        picks.forEach(starter::start);
        return wait;
    }
}
