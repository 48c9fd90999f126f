package org.caravanserai.outbox.sender;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.outbox.SenderPolicy;
import org.caravanserai.outbox.budget.Budgets;
import org.caravanserai.outbox.lease.Lease;
import org.caravanserai.outbox.source.DueWork;
import org.caravanserai.outbox.source.SendCapacity;
import org.caravanserai.outbox.source.SenderTarget;
import org.caravanserai.outbox.source.WorkSource;

/**
 * The sender of one destination for as long as its lease lasts: what it may still start, what is running, its budgets
 * and its breaker. Candidates are kept from look to look, so that a long backlog is not sorted anew for every call.
 */
final class Sender {

    /** Candidates older than this are looked for again: something more urgent may have come. */
    private static final long BUFFER_NANOS = 1_000_000_000L;

    private static final int LOOK_AHEAD = 8;

    final Lease lease;
    final SenderPolicy policy;
    final Budgets budgets;
    final CircuitBreaker breaker;
    private final Set<String> busy = new HashSet<>();
    private final Map<WorkSource, Buffer> buffers = new HashMap<>();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private SenderTarget target;
    private int inFlight;
    private int running;

    private static final class Buffer {
        final Deque<DueWork> candidates = new ArrayDeque<>();
        long loadedAt;
        boolean loaded;
    }

    Sender(Lease lease, SenderTarget target, SenderPolicy policy, Budgets budgets, CircuitBreaker breaker) {
        this.lease = lease;
        this.target = target;
        this.policy = policy;
        this.budgets = budgets;
        this.breaker = breaker;
    }

    synchronized SenderTarget target() {
        return target;
    }

    synchronized void target(SenderTarget now) {
        target = now;
    }

    synchronized boolean idle() {
        return inFlight == 0;
    }

    /** How many works may be claimed now; zero while the breaker is open. */
    synchronized int room() {
        int room = policy.claim() - inFlight;
        if (room > 0 && breaker.getState() == CircuitBreaker.State.OPEN) {
            // Asking for a permission is what moves the breaker on when its waiting time is over.
            if (!breaker.tryAcquirePermission()) {
                return 0;
            }
            breaker.releasePermission();
        }
        return room;
    }

    /** Whether to look for candidates of this source. A wake-up looks again where the last look found everything there was. */
    synchronized boolean hungry(WorkSource source, long now) {
        Buffer buffer = buffers.computeIfAbsent(source, key -> new Buffer());
        return buffer.candidates.isEmpty() || !buffer.loaded || now - buffer.loadedAt > BUFFER_NANOS;
    }

    synchronized SendCapacity asRoom(Set<String> kinds) {
        return new SendCapacity(lease, target, policy, kinds, policy.claim() * LOOK_AHEAD);
    }

    synchronized void load(WorkSource source, List<? extends DueWork> candidates, long now) {
        Buffer buffer = buffers.computeIfAbsent(source, key -> new Buffer());
        buffer.candidates.clear();
        buffer.candidates.addAll(candidates);
        buffer.loadedAt = now;
        buffer.loaded = true;
    }

    /** What was chosen, and how long until the first budget that held something up allows more (null: none did). */
    record Picks(List<DueWork> candidates, Duration pause) {}

    /**
     * Takes the most urgent works that may run now, sources in order. What a more urgent work waits for is not taken by a
     * less urgent one: the budgets it needs are closed for the rest of the look.
     */
    synchronized Picks pick(List<WorkSource> sources, Set<String> kinds) {
        List<DueWork> picks = new ArrayList<>();
        Set<String> closed = new HashSet<>();
        Duration wait = null;
        int room = room();
        for (WorkSource source : sources) {
            Iterator<DueWork> candidates = buffers.computeIfAbsent(source, key -> new Buffer())
                    .candidates
                    .iterator();
            while (room > picks.size() && candidates.hasNext()) {
                DueWork candidate = candidates.next();
                if (!kinds.contains(candidate.kind()) || busy.contains(candidate.serialKey())) {
                    candidates.remove();
                    continue;
                }
                Map<String, Long> costs =
                        policy.operation(candidate.operation()).costs();
                if (costs.keySet().stream().anyMatch(closed::contains)) {
                    continue;
                }
                Duration budget = budgets.waitFor(costs);
                if (!budget.isZero()) {
                    closed.addAll(costs.keySet());
                    wait = wait == null || budget.compareTo(wait) < 0 ? budget : wait;
                    continue;
                }
                if (!breaker.tryAcquirePermission()) {
                    return new Picks(reserve(picks), wait);
                }
                budgets.take(costs);
                busy.add(candidate.serialKey());
                candidates.remove();
                picks.add(candidate);
            }
        }
        return new Picks(reserve(picks), wait);
    }

    private List<DueWork> reserve(List<DueWork> picks) {
        inFlight += picks.size();
        return picks;
    }

    /** A pick that was not claimed: nothing was called. */
    synchronized void giveBack(DueWork candidate) {
        budgets.giveBack(policy.operation(candidate.operation()).costs());
        breaker.releasePermission();
        finish(candidate);
    }

    /** The pick is settled, or abandoned with the lease. */
    synchronized void finish(DueWork candidate) {
        busy.remove(candidate.serialKey());
        inFlight--;
    }

    /** Half of what may be claimed is free again: worth another look. */
    synchronized boolean roomy() {
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
