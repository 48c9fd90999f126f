package org.caravanserai.outbox.send;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.caravanserai.base.TimeScale;
import org.caravanserai.base.WorkSignal;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.SenderPolicies;
import org.caravanserai.outbox.SenderPolicy;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.budget.Budgets;
import org.caravanserai.outbox.lease.Lease;
import org.caravanserai.outbox.lease.LeaseLostException;
import org.caravanserai.outbox.lease.Leases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The senders of this hub. One thread looks for what is due, at all destinations in one statement per kind, commits the
 * intents of what may run, and hands it to the threads that call; how calls ended is written in groups. It looks when
 * woken, when a budget allows more, and every 250 ms.
 *
 * <p>Order of work at a destination: the sources in the order given (fetch, poll, subscriptions, outbox, stock), inside the outbox the
 * earliest deadline first.
 */
public final class SenderScheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SenderScheduler.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final long LEASE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long RECOVER_NANOS = Duration.ofSeconds(10).toNanos();
    /** An account whose breaker is open rests this long before it is tried with a few calls. */
    private static final Duration BREAKER_REST = Duration.ofSeconds(30);

    private static final int THREADS = 64;

    private final Leases leases;
    private final Targets targets;
    private final SenderPolicies policies;
    private final WorkHandlers handlers;
    private final List<WorkSource> sources;
    private final WorkSignal signal;
    private final TimeScale pace;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Settler settler = new Settler();
    private final ThreadPoolExecutor callers;
    private final Thread thread = daemon(this::run, "hub-senders");
    private final Map<String, Sender> senders = new ConcurrentHashMap<>();
    private final Set<String> unwanted = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private boolean leasesRead;
    private long leasesReadAt;
    private long recoveredAt;

    SenderScheduler(
            Leases leases,
            Targets targets,
            SenderPolicies policies,
            WorkHandlers handlers,
            List<WorkSource> sources,
            WorkSignal signal,
            TimeScale pace,
            Clock clock,
            LongSupplier nanos) {
        this.leases = leases;
        this.targets = targets;
        this.policies = policies;
        this.handlers = handlers;
        this.sources = List.copyOf(sources);
        this.signal = signal;
        this.pace = pace;
        this.clock = clock;
        this.nanos = nanos;
        callers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                call -> daemon(call, "hub-caller"));
        callers.allowCoreThreadTimeOut(true);
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    public void start() {
        settler.start();
        thread.start();
    }

    /** Starts nothing more, waits for the calls that run, writes how they ended and gives the leases back. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        signal.wake();
        thread.join();
        callers.shutdown();
        if (!callers.awaitTermination(30, TimeUnit.SECONDS)) {
            LOG.warn("some calls did not end in 30 s; whoever takes their destinations over treats them as unknown");
        }
        settler.close();
        try {
            leases.releaseAll();
        } catch (RuntimeException e) {
            LOG.warn("could not give the leases back; they end with this process: {}", e.toString());
        }
    }

    /** Whether this hub is the sender of the destination, as far as it knows. */
    public boolean sends(String destination) {
        return senders.containsKey(destination);
    }

    private void run() {
        while (!stopping) {
            long seen = signal.count();
            Duration wait = POLL;
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

    private Duration look() {
        long now = nanos.getAsLong();
        if (!leasesRead || now - leasesReadAt > LEASE_NANOS) {
            readLeases();
            leasesRead = true;
            leasesReadAt = now;
        }
        List<Sender> open = new ArrayList<>();
        Map<Sender, Room> rooms = new HashMap<>();
        for (Sender sender : senders.values()) {
            Target target = sender.target();
            Set<String> kinds = handlers.kinds(target.channel());
            if (target.active() && !unwanted.contains(target.destination()) && !kinds.isEmpty() && sender.room() > 0) {
                open.add(sender);
                rooms.put(sender, sender.asRoom(kinds));
            }
        }
        if (now - recoveredAt > RECOVER_NANOS && !open.isEmpty()) {
            recover(rooms.values());
            recoveredAt = now;
        }
        Duration wait = POLL;
        for (WorkSource source : sources) {
            load(source, open, rooms, now);
        }
        Map<WorkSource, Map<Candidate, Room>> picks = new LinkedHashMap<>();
        for (Sender sender : open) {
            Sender.Picks picked = sender.pick(sources, rooms.get(sender).kinds());
            for (Candidate candidate : picked.candidates()) {
                picks.computeIfAbsent(sourceOf(candidate), key -> new HashMap<>())
                        .put(candidate, rooms.get(sender));
            }
            wait = picked.pause() != null && picked.pause().compareTo(wait) < 0 ? picked.pause() : wait;
        }
        picks.forEach(this::start);
        return wait;
    }

    private void load(WorkSource source, List<Sender> open, Map<Sender, Room> rooms, long now) {
        List<Sender> hungry = open.stream()
                .filter(sender -> serves(source, rooms.get(sender)) && sender.hungry(source, now))
                .toList();
        if (hungry.isEmpty()) {
            return;
        }
        Map<String, List<Candidate>> found = new HashMap<>();
        for (Candidate candidate : source.due(hungry.stream().map(rooms::get).toList(), clock.instant())) {
            found.computeIfAbsent(candidate.destination(), key -> new ArrayList<>())
                    .add(candidate);
        }
        hungry.forEach(sender -> sender.load(source, found.getOrDefault(sender.lease.destination(), List.of()), now));
    }

    private static boolean serves(WorkSource source, Room room) {
        boolean accountsOnly = !source.kinds().contains("status");
        return (!accountsOnly || room.target().account() != null)
                && source.kinds().stream().anyMatch(room.kinds()::contains);
    }

    private WorkSource sourceOf(Candidate candidate) {
        return sources.stream()
                .filter(source -> source.kinds().contains(candidate.kind()))
                .findFirst()
                .orElseThrow();
    }

    private void start(WorkSource source, Map<Candidate, Room> picks) {
        long checkedAt = nanos.getAsLong();
        Map<Candidate, Work> claimed = Map.of();
        try {
            claimed = source.claim(picks, clock.instant());
        } catch (RuntimeException e) {
            // The commit may have happened all the same.
            source.doubt(picks);
            throw e;
        } finally {
            for (Candidate pick : picks.keySet()) {
                if (!claimed.containsKey(pick)) {
                    senders.computeIfPresent(pick.destination(), (key, sender) -> {
                        sender.giveBack(pick);
                        return sender;
                    });
                }
            }
        }
        claimed.forEach((pick, work) -> {
            Sender sender = senders.get(pick.destination());
            Call call = new Call(sender.lease, checkedAt, leases, sender.budgets, nanos);
            if (sender.offer(() -> call(source, pick, work, sender, call))) {
                callers.execute(() -> drain(sender));
            }
        });
    }

    private void drain(Sender sender) {
        for (Runnable call = sender.next(); call != null; call = sender.next()) {
            call.run();
        }
    }

    private void call(WorkSource source, Candidate pick, Work claimed, Sender sender, Call call) {
        long start = nanos.getAsLong();
        Work work = claimed;
        Result result;
        try {
            Optional<? extends Work> opened = source.open(claimed);
            Optional<WorkHandler> handler =
                    handlers.find(claimed.kind(), sender.target().channel());
            if (opened.isEmpty()) {
                result = Result.of(Outcome.reject("its personal data was erased"));
            } else if (handler.isEmpty()) {
                result = Result.of(Outcome.throttled("its route stopped before the call", null));
            } else {
                work = opened.get();
                call.requireLease();
                result = handler.get().handle(work, call);
            }
        } catch (LeaseLostException e) {
            LOG.warn("{}; {} of {} is left to the next sender", e.getMessage(), claimed.kind(), pick.serialKey());
            sender.breaker.releasePermission();
            finish(sender, pick);
            return;
        } catch (RuntimeException e) {
            LOG.warn("{} to {} failed: {}", claimed.kind(), claimed.destination(), e.toString());
            result = Result.of(Outcome.unknown(e.getClass().getSimpleName()));
        }
        note(sender, pick, result.outcome(), nanos.getAsLong() - start);
        Done done = new Done(work, sender.lease, sender.policy.operation(claimed.operation()), result, clock.instant());
        settler.add(new Settler.Entry(source, done, () -> finish(sender, pick)));
    }

    private void note(Sender sender, Candidate pick, Outcome outcome, long took) {
        switch (outcome.kind()) {
            case RETRY, UNKNOWN ->
                sender.breaker.onError(
                        took,
                        TimeUnit.NANOSECONDS,
                        new IllegalStateException(outcome.kind().name()));
            default -> sender.breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        }
        if (outcome.kind() == Outcome.Kind.THROTTLED) {
            Duration asked = outcome.retryAfter() == null ? Backoff.BASE : outcome.retryAfter();
            sender.budgets.block(
                    sender.policy.operation(pick.operation()).costs().keySet(), pace.of(asked));
        }
    }

    private void finish(Sender sender, Candidate pick) {
        sender.finish(pick);
        if (sender.roomy()) {
            signal.wake();
        }
    }

    private void readLeases() {
        Map<String, Target> all = targets.read();
        Leases.View view = leases.refresh(all.keySet());
        senders.entrySet()
                .removeIf(entry -> !entry.getValue().lease.equals(view.held().get(entry.getKey())));
        List<Sender> fresh = new ArrayList<>();
        view.held().forEach((destination, lease) -> {
            Target target = all.get(destination);
            if (target == null) {
                return;
            }
            Sender known = senders.get(destination);
            if (known == null) {
                known = newSender(lease, target);
                senders.put(destination, known);
                fresh.add(known);
            }
            known.target(target);
        });
        unwanted.clear();
        unwanted.addAll(view.unwanted());
        for (String destination : view.unwanted()) {
            Sender sender = senders.get(destination);
            if (sender != null && sender.idle()) {
                senders.remove(destination);
                leases.release(sender.lease);
                LOG.info("gave the lease of {} to the hub that should have it", destination);
            }
        }
        if (!fresh.isEmpty()) {
            recover(fresh.stream().map(sender -> sender.asRoom(new HashSet<>())).toList());
        }
    }

    private void recover(Collection<Room> rooms) {
        sources.forEach(source -> source.recover(rooms));
    }

    private Sender newSender(Lease lease, Target target) {
        SenderPolicy policy = target.account() == null ? SenderPolicy.QUEUE : policies.of(target.channel());
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(60)
                .permittedNumberOfCallsInHalfOpenState(3)
                .waitDurationInOpenState(pace.of(BREAKER_REST))
                .build();
        return new Sender(
                lease,
                target,
                policy,
                new Budgets(policy.budgets(), pace, nanos),
                CircuitBreaker.of(lease.destination(), config));
    }

    /** The state of the breaker of every destination this hub sends to, for health and figures. */
    public Map<String, String> breakers() {
        Map<String, String> states = new HashMap<>();
        senders.forEach((destination, sender) ->
                states.put(destination, sender.breaker.getState().name()));
        return states;
    }
}
