package org.caravanserai.outbox.sender;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.outbox.SenderPolicy;
import org.caravanserai.outbox.WorkKind;
import org.caravanserai.outbox.budget.Budgets;
import org.caravanserai.outbox.lease.Lease;
import org.caravanserai.outbox.source.DueWork;
import org.caravanserai.outbox.source.SendCapacity;
import org.caravanserai.outbox.source.SenderTarget;
import org.caravanserai.outbox.source.WorkSource;

/**
 * The sender of one destination for as long as its lease lasts: what it may still start, what is running, its budgets
 * and its breaker. Due works are kept from look to look, so that a long backlog is not sorted anew for every call.
 */
final class Sender {

    /** Due works older than this are looked for again: something more urgent may have come. */
    private static final long BUFFER_NANOS = 1_000_000_000L;

    private static final int LOOK_AHEAD = 8;

    final Lease lease;
    final SenderPolicy policy;
    final Budgets budgets;
    final CircuitBreaker breaker;
    final KeptWaiting waiting;
    private final Set<String> busy = new HashSet<>();
    private final Map<WorkSource, Buffer> buffers = new HashMap<>();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private SenderTarget target;
    private int inFlight;
    private int running;

    private static final class Buffer {
        final Deque<DueWork> works = new ArrayDeque<>();
        long loadedAt;
        boolean loaded;
    }

    Sender(
            Lease lease,
            SenderTarget target,
            SenderPolicy policy,
            Budgets budgets,
            CircuitBreaker breaker,
            KeptWaiting waiting) {
        this.lease = lease;
        this.target = target;
        this.policy = policy;
        this.budgets = budgets;
        this.breaker = breaker;
        this.waiting = waiting;
    }

    synchronized SenderTarget target() {
        return target;
    }

    /** @return whether the account is reached in another way than before: what was found out about the old one is forgotten */
    synchronized boolean target(SenderTarget now) {
        boolean elsewhere = !now.reach().equals(target.reach());
        target = now;
        if (elsewhere) {
            breaker.reset();
            budgets.unblock();
            waiting.forget();
        }
        return elsewhere;
    }

    synchronized boolean idle() {
        return inFlight == 0;
    }

    /** How many works may be claimed now; zero while the breaker is open. */
    synchronized int freeSlots() {
        int free = policy.claim() - inFlight;
        if (free > 0 && breaker.getState() == CircuitBreaker.State.OPEN) {
            // Asking for a permission is what moves the breaker on when its waiting time is over.
            if (!breaker.tryAcquirePermission()) {
                return 0;
            }
            breaker.releasePermission();
        }
        return free;
    }

    /** Whether to look for due works of this source. A wake-up looks again where the last look found everything there was. */
    synchronized boolean needsLook(WorkSource source, long now) {
        Buffer buffer = buffers.computeIfAbsent(source, key -> new Buffer());
        return buffer.works.isEmpty() || !buffer.loaded || now - buffer.loadedAt > BUFFER_NANOS;
    }

    /** What may be looked for now. @param kinds which a running route serves */
    synchronized SendCapacity capacity(Set<WorkKind> kinds) {
        return new SendCapacity(lease, target, policy, kinds, policy.claim() * LOOK_AHEAD);
    }

    synchronized void load(WorkSource source, List<? extends DueWork> works, long now) {
        Buffer buffer = buffers.computeIfAbsent(source, key -> new Buffer());
        buffer.works.clear();
        buffer.works.addAll(works);
        buffer.loadedAt = now;
        buffer.loaded = true;
    }

    /**
     * What was chosen.
     *
     * @param works the chosen works and where they are from, in the order they were chosen in
     * @param pause how long until the first budget that held something up allows more; null: none did
     */
    record Picks(Map<DueWork, WorkSource> works, Duration pause) {}

    /**
     * Takes the most urgent works that may run now, sources in order. What a more urgent work waits for is not taken by a
     * less urgent one: the budgets it needs are closed for the rest of the look.
     */
    synchronized Picks pick(List<WorkSource> sources, Set<WorkKind> kinds) {
        Map<DueWork, WorkSource> picks = new LinkedHashMap<>();
        Set<String> closed = new HashSet<>();
        Duration wait = null;
        int free = freeSlots();
        for (WorkSource source : sources) {
            Iterator<DueWork> due =
                    buffers.computeIfAbsent(source, key -> new Buffer()).works.iterator();
            while (free > picks.size() && due.hasNext()) {
                DueWork work = due.next();
                if (!kinds.contains(work.kind()) || busy.contains(work.serialKey())) {
                    due.remove();
                    continue;
                }
                Map<String, Long> costs = policy.operation(work.operation()).costs();
                if (costs.keySet().stream().anyMatch(closed::contains)) {
                    continue;
                }
                Duration budget = budgets.waitFor(costs, work.kind().reads());
                if (!budget.isZero()) {
                    closed.addAll(costs.keySet());
                    wait = wait == null || budget.compareTo(wait) < 0 ? budget : wait;
                    continue;
                }
                if (!breaker.tryAcquirePermission()) {
                    return new Picks(reserve(picks), wait);
                }
                budgets.take(costs);
                busy.add(work.serialKey());
                due.remove();
                picks.put(work, source);
            }
        }
        return new Picks(reserve(picks), wait);
    }

    private Map<DueWork, WorkSource> reserve(Map<DueWork, WorkSource> picks) {
        inFlight += picks.size();
        return picks;
    }

    /** A pick that was not claimed: nothing was called. */
    synchronized void giveBack(DueWork pick) {
        budgets.giveBack(policy.operation(pick.operation()).costs());
        breaker.releasePermission();
        finish(pick);
    }

    /** How the pick ended is written down, or it is abandoned with the lease. */
    synchronized void finish(DueWork pick) {
        busy.remove(pick.serialKey());
        inFlight--;
    }

    /** Half of what may be claimed is free again: worth another look. */
    synchronized boolean halfFree() {
        return inFlight * 2 <= policy.claim();
    }

    /** Queues a call; true when one more thread should work on this sender's queue. */
    synchronized boolean offer(Runnable call) {
        queue.add(call);
        if (running >= policy.concurrency()) {
            return false;
        }
        running++;
        return true;
    }

    /** The next call for a thread that works on the queue; null when the thread is done. */
    synchronized Runnable next() {
        Runnable call = queue.poll();
        if (call == null) {
            running--;
        }
        return call;
    }
}
