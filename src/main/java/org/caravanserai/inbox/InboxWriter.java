package org.caravanserai.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.caravanserai.base.IdBlocks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Commits events to the inbox. Callers on many threads wait while one writer thread stores what has gathered in one
 * statement and one commit: the more come at once, the cheaper each gets. A lone event is written at once; under load a
 * commit starts {@value #BETWEEN_COMMITS_MILLIS} ms after the one before it at the earliest, because a commit costs more than its rows. When a statement fails, its events are stored one by one, so that one body never fails its neighbours.
 */
public final class InboxWriter implements Inbox, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InboxWriter.class);
    private static final int MOST_PER_STATEMENT = 200;
    private static final int BETWEEN_COMMITS_MILLIS = 3;

    private final InboxStatement statement;
    private final BodySealer sealer;
    private final IdBlocks ids;
    private final Clock clock;
    private final Duration patience;
    private final Runnable wake;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(2_000);
    private final Thread thread = new Thread(this::run, "inbox-writer");
    private volatile boolean open = true;

    private record Waiting(InboxRow row, CompletableFuture<Stored> answer) {}

    /**
     * @param sealer seals bodies before they are stored
     * @param ids of inbox rows
     * @param patience how long a caller waits for its commit before it is told that the store is away
     * @param wake called after each commit, so that workers need not wait for their next look
     */
    public InboxWriter(
            InboxStatement statement, BodySealer sealer, IdBlocks ids, Clock clock, Duration patience, Runnable wake) {
        this.statement = statement;
        this.sealer = sealer;
        this.ids = ids;
        this.clock = clock;
        this.patience = patience;
        this.wake = wake;
        thread.start();
    }

    @Override
    public List<Stored> storeAll(List<NewEvent> events) {
        List<CompletableFuture<Stored>> answers = new ArrayList<>(events.size());
        try {
            for (NewEvent event : events) {
                Waiting waiting = new Waiting(prepare(event), new CompletableFuture<>());
                if (!open || !queue.offer(waiting, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new InboxUnavailableException("the inbox takes nothing now", null);
                }
                answers.add(waiting.answer);
            }
            List<Stored> stored = new ArrayList<>(answers.size());
            for (CompletableFuture<Stored> answer : answers) {
                stored.add(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
            }
            return stored;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InboxUnavailableException("interrupted while the inbox was written", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new InboxUnavailableException("the inbox could not be written", e);
        }
    }

    private InboxRow prepare(NewEvent event) {
        var now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        try {
            byte[] sealed = sealer.seal(event.accountId(), day, event.body());
            return InboxRow.of(ids.next(), event, sealed, day, now);
        } catch (DataAccessException e) {
            throw new InboxUnavailableException("the store is away", e);
        }
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        long earliest = System.nanoTime();
        while (open || !queue.isEmpty()) {
            try {
                Waiting first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                gather(batch, earliest);
                earliest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BETWEEN_COMMITS_MILLIS);
                write(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                open = false;
            } finally {
                batch.clear();
            }
        }
    }

    private void gather(List<Waiting> batch, long earliest) throws InterruptedException {
        long wait = earliest - System.nanoTime();
        if (wait > 0 && queue.size() < MOST_PER_STATEMENT - 1) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        queue.drainTo(batch, MOST_PER_STATEMENT - 1);
    }

    private void write(List<Waiting> batch) {
        try {
            List<Stored> stored =
                    statement.insert(batch.stream().map(Waiting::row).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer.complete(stored.get(i));
            }
            wake.run();
        } catch (Exception e) {
            if (batch.size() == 1) {
                LOG.warn("inbox event not stored: {}", e.getMessage());
                batch.get(0).answer.completeExceptionally(e);
            } else {
                batch.forEach(one -> write(List.of(one)));
            }
        }
    }

    /** Waits until everything taken is committed; takes nothing more. */
    @Override
    public void close() {
        open = false;
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
