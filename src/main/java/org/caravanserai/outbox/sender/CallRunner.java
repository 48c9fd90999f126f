package org.caravanserai.outbox.sender;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.caravanserai.base.WorkSignal;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.SendPermit;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.budget.LongestWait;
import org.caravanserai.outbox.lease.LeaseLostException;
import org.caravanserai.outbox.lease.Leases;
import org.caravanserai.outbox.source.CompletedCall;
import org.caravanserai.outbox.source.DueWork;
import org.caravanserai.outbox.source.WorkSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that make the calls: each opens a claimed work, gives it to its route, tells breaker and budgets how it went and
 * hands the end to the thread that writes it down.
 */
final class CallRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);
    private static final int THREADS = 64;

    private final Leases leases;
    private final WorkHandlers handlers;
    private final WorkSignal signal;
    private final BlockedAccounts blocked;
    private final Clock clock;
    private final LongSupplier nanos;
    private final CompletedCallWriter writer = new CompletedCallWriter();
    private final ThreadPoolExecutor callers;

    /** A work that is ours to do now. */
    record Claimed(WorkSource source, DueWork pick, Work work, Sender sender) {}

    CallRunner(
            Leases leases,
            WorkHandlers handlers,
            WorkSignal signal,
            BlockedAccounts blocked,
            Clock clock,
            LongSupplier nanos) {
        this.leases = leases;
        this.handlers = handlers;
        this.signal = signal;
        this.blocked = blocked;
        this.clock = clock;
        this.nanos = nanos;
        callers = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                call -> SenderThreads.daemon(call, "hub-caller"));
        callers.allowCoreThreadTimeOut(true);
    }

    void start() {
        writer.start();
    }

    /** Waits for the calls that run and writes how they ended. */
    @Override
    public void close() throws InterruptedException {
        callers.shutdown();
        if (!callers.awaitTermination(30, TimeUnit.SECONDS)) {
            LOG.warn("some calls did not end in 30 s; whoever takes their destinations over treats them as unknown");
        }
        writer.close();
    }

    /**
     * Queues the call behind those of its sender; at most as many run at once as the sender's policy allows.
     *
     * @param leaseSeenAt when the lease was last known to be held, of the clock {@code nanos}
     */
    void submit(Claimed claimed, long leaseSeenAt) {
        Sender sender = claimed.sender;
        SendPermit permit = new LeasedPermit(sender.lease, leaseSeenAt, leases, sender.budgets, nanos);
        if (sender.offer(() -> call(claimed, permit))) {
            callers.execute(() -> runQueue(sender));
        }
    }

    private static void runQueue(Sender sender) {
        for (Runnable call = sender.next(); call != null; call = sender.next()) {
            call.run();
        }
    }

    private void call(Claimed claimed, SendPermit permit) {
        Sender sender = claimed.sender;
        Work work = claimed.work;
        long start = nanos.getAsLong();
        CallResult result;
        try {
            Optional<? extends Work> opened = claimed.source.open(work);
            Optional<WorkHandler> handler =
                    handlers.find(work.kind(), sender.target().channel());
            if (opened.isEmpty()) {
                result = CallResult.of(Outcome.reject("its personal data was erased"));
            } else if (handler.isEmpty()) {
                result = CallResult.of(Outcome.throttled("its route stopped before the call", null));
            } else {
                work = opened.get();
                permit.requireLease();
                result = handler.get().handle(work, permit);
            }
        } catch (LeaseLostException e) {
            LOG.warn("{}; {} of {} is left to the next sender", e.getMessage(), work.kind(), work.serialKey());
            sender.breaker.releasePermission();
            finish(claimed);
            return;
        } catch (RuntimeException e) {
            LOG.warn("{} to {} failed: {}", work.kind(), work.destination(), e.toString());
            result = CallResult.of(Outcome.unknown(e.getClass().getSimpleName()));
        }
        report(sender, work.operation(), result, nanos.getAsLong() - start);
        CompletedCall call = new CompletedCall(
                work,
                sender.lease,
                sender.policy.operation(work.operation()),
                result.within(LongestWait.of(work.kind().reads())),
                clock.instant());
        writer.add(new CompletedCallWriter.EndedCall(claimed.source, call, () -> finish(claimed)));
    }

    private void report(Sender sender, String operation, CallResult result, long took) {
        Outcome outcome = result.outcome();
        switch (outcome.kind()) {
            case RETRY, UNKNOWN ->
                sender.breaker.onError(
                        took,
                        TimeUnit.NANOSECONDS,
                        new IllegalStateException(outcome.kind().name()));
            default -> sender.breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        }
        blocked.note(sender, operation, result);
    }

    private void finish(Claimed claimed) {
        claimed.sender.finish(claimed.pick);
        if (claimed.sender.halfFree()) {
            signal.wake();
        }
    }
}
