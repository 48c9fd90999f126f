package org.caravanserai.inbox;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.caravanserai.base.RecentRate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs the workers of an {@code inbox:} endpoint, and shows and steers them by JMX. */
@ManagedResource(description = "Workers that claim events from the inbox and work on them in batches")
public final class InboxConsumer extends DefaultConsumer implements Suspendable {

    private final InboxEndpoint endpoint;
    private final InboxWork work;
    private final JdbcClient sql;
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder handled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final RecentRate rate = new RecentRate(System::nanoTime);
    private final InboxSignal help = new InboxSignal();
    private ProducerTemplate producer;
    private volatile boolean running;
    private volatile boolean paused;

    InboxConsumer(InboxEndpoint endpoint, Processor processor, InboxWork work) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.work = work;
        this.sql = JdbcClient.create(work.dataSource());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        producer = endpoint.getCamelContext().createProducerTemplate();
        running = true;
        paused = false;
        for (int i = 0; i < endpoint.getWorkers(); i++) {
            Thread thread = new Thread(new InboxWorker(this, endpoint, work, i), "inbox-worker-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    @Override
    protected void doStop() throws Exception {
        running = false;
        wakeAll();
        for (Thread thread : threads) {
            thread.join(30_000);
        }
        threads.clear();
        producer.stop();
        super.doStop();
    }

    @Override
    protected void doSuspend() {
        paused = true;
    }

    @Override
    protected void doResume() {
        paused = false;
        wakeAll();
    }

    private void wakeAll() {
        work.signal().wake();
        help.wake();
    }

    /** Wakes the other workers when the first one has more than it should do alone. */
    InboxSignal help() {
        return help;
    }

    ProducerTemplate producer() {
        return producer;
    }

    boolean running() {
        return running;
    }

    boolean mayWork() {
        return running && !paused;
    }

    void count(int events, int failures) {
        handled.add(events);
        rate.count(events);
        failed.add(failures);
    }

    @ManagedAttribute(description = "Events waiting to be worked on, over all hubs")
    public long getDepth() {
        return sql.sql("select count(*) from inbox_todo").query(Long.class).single();
    }

    @ManagedAttribute(description = "Age of the oldest waiting event in milliseconds, 0 when none waits")
    public long getOldestAgeMillis() {
        return sql.sql("""
                select i.received_at from inbox i where i.id = (select min(id) from inbox_todo)
                """)
                .query(OffsetDateTime.class)
                .optional()
                .map(at -> Math.max(
                        0,
                        Duration.between(at.toInstant(), work.clock().instant()).toMillis()))
                .orElse(0L);
    }

    @ManagedAttribute(description = "Events per second over the last minute, this hub")
    public double getRate() {
        return rate.perSecond();
    }

    @ManagedAttribute(description = "Events this hub has worked on since it started")
    public long getHandled() {
        return handled.sum();
    }

    @ManagedAttribute(description = "Failed attempts since this hub started")
    public long getFailures() {
        return failed.sum();
    }

    @ManagedAttribute(description = "Whether the workers rest")
    public boolean isPaused() {
        return paused;
    }

    @ManagedOperation(description = "Let the workers rest after their current batch; events are still taken in")
    public void pause() {
        doSuspend();
    }

    @ManagedOperation(description = "Let the workers go on")
    public void resumeWork() {
        doResume();
    }
}
