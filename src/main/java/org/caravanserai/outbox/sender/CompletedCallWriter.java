package org.caravanserai.outbox.sender;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.caravanserai.outbox.source.CompletedCall;
import org.caravanserai.outbox.source.WorkSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down how calls ended, on a thread of its own, many per transaction: while one transaction commits, the next group
 * gathers. A call that cannot be written (the database is away) stays in flight here and is tried again until it is
 * written or found to belong to another sender; nothing is called twice for it by this hub.
 */
final class CompletedCallWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CompletedCallWriter.class);
    private static final int GROUP = 500;
    private static final long RETRY_MILLIS = 500;

    private final BlockingQueue<EndedCall> queue = new LinkedBlockingQueue<>();
    private final Thread thread = SenderThreads.daemon(this::run, "hub-call-writer");
    private volatile boolean stopping;

    /** @param written called when its end is written down */
    record EndedCall(WorkSource source, CompletedCall call, Runnable written) {}

    void start() {
        thread.start();
    }

    void add(EndedCall entry) {
        queue.add(entry);
    }

    private void run() {
        List<EndedCall> group = new ArrayList<>();
        try {
            while (!stopping || !queue.isEmpty()) {
                EndedCall first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                group.clear();
                group.add(first);
                queue.drainTo(group, GROUP - 1);
                Map<WorkSource, List<EndedCall>> bySource = new LinkedHashMap<>();
                group.forEach(entry -> bySource.computeIfAbsent(entry.source, key -> new ArrayList<>())
                        .add(entry));
                for (Map.Entry<WorkSource, List<EndedCall>> some : bySource.entrySet()) {
                    writeOrRetry(some.getKey(), some.getValue());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeOrRetry(WorkSource source, List<EndedCall> entries) throws InterruptedException {
        if (write(source, entries)) {
            return;
        }
        // One entry that cannot be written must not hold up its neighbours.
        List<EndedCall> failed = new ArrayList<>();
        for (EndedCall entry : entries) {
            if (entries.size() == 1 || !write(source, List.of(entry))) {
                failed.add(entry);
            }
        }
        if (!failed.isEmpty()) {
            queue.addAll(failed);
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private boolean write(WorkSource source, List<EndedCall> entries) {
        try {
            source.complete(entries.stream().map(EndedCall::call).toList());
        } catch (RuntimeException e) {
            LOG.warn("cannot write how {} calls ended, trying again: {}", entries.size(), e.toString());
            return false;
        }
        entries.forEach(entry -> entry.written.run());
        return true;
    }

    /** Writes what has gathered, for at most five seconds; what stays unwritten counts as unknown for the next sender. */
    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join(5_000);
        thread.interrupt();
        thread.join(1_000);
    }
}
