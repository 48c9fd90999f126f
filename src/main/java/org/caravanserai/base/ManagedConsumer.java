package org.caravanserai.base;

import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.support.DefaultConsumer;

/**
 * A consumer of work that waits in the database: what it shows by JMX, and how it is paused. Figures over all hubs come
 * from the database, the others are this hub's own.
 */
public abstract class ManagedConsumer extends DefaultConsumer implements Suspendable {

    private final LongAdder handled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final RecentRate rate = new RecentRate(System::nanoTime);
    private volatile boolean running;
    private volatile boolean paused;

    protected ManagedConsumer(Endpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        paused = false;
        running = true;
    }

    @Override
    protected void doStop() throws Exception {
        running = false;
        endWork();
        super.doStop();
    }

    /** Called at a stop, when nothing new is begun any more and the route is still up: waits for what runs. */
    protected abstract void endWork() throws Exception;

    @Override
    protected void doSuspend() {
        paused = true;
    }

    @Override
    protected void doResume() {
        paused = false;
    }

    /** Between start and stop, paused or not. */
    public final boolean running() {
        return running;
    }

    /** Whether new work may be begun: it runs and is not paused. */
    public final boolean mayWork() {
        return running && !paused;
    }

    /** @param failures attempts that failed, whether they are made again or not */
    public final void count(int works, int failures) {
        handled.add(works);
        rate.count(works);
        failed.add(failures);
    }

    @ManagedAttribute(description = "Waiting to be worked on, over all hubs")
    public abstract long getDepth();

    @ManagedAttribute(description = "Age of the oldest that waits in milliseconds, 0 when none waits")
    public abstract long getOldestAgeMillis();

    @ManagedAttribute(description = "Worked on per second over the last minute, this hub")
    public double getRate() {
        return rate.perSecond();
    }

    @ManagedAttribute(description = "Worked on since this hub started")
    public long getHandled() {
        return handled.sum();
    }

    @ManagedAttribute(description = "Failed attempts since this hub started")
    public long getFailures() {
        return failed.sum();
    }

    @ManagedAttribute(description = "Whether the work is paused")
    public boolean isPaused() {
        return paused;
    }

    @ManagedOperation(description = "Begin nothing new; what runs ends, the rest waits, and more is still taken in")
    public void pause() {
        doSuspend();
    }

    @ManagedOperation(description = "Go on after a pause")
    public void resumeWork() {
        doResume();
    }
}
