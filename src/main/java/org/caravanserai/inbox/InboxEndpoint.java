package org.caravanserai.inbox;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** The inbox as a Camel endpoint; its options are the parameters of {@code from: inbox:process}. */
public final class InboxEndpoint extends DefaultEndpoint {

    private final InboxWork work;
    private int batchSize = 200;
    private int workers = 2;
    private long pollMillis = 250;
    private int attempts = 5;
    private String deadLetter = "direct:dead-letter";

    InboxEndpoint(String uri, Component component, InboxWork work) {
        super(uri, component);
        this.work = work;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        InboxConsumer consumer = new InboxConsumer(this, processor, work);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new IllegalArgumentException("inbox: can only be read; events are stored through the InboxWriter");
    }

    public int getBatchSize() {
        return batchSize;
    }

    /** Most events in one transaction, from 1; 200 unless set. */
    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public int getWorkers() {
        return workers;
    }

    /** Threads that claim and work, each on lanes of its own first, from 1; 2 unless set. */
    public void setWorkers(int workers) {
        this.workers = workers;
    }

    public long getPollMillis() {
        return pollMillis;
    }

    /** Milliseconds a worker with nothing to do waits before it looks again, 250 unless set; events stored by this hub wake it at once. */
    public void setPollMillis(long pollMillis) {
        this.pollMillis = pollMillis;
    }

    public int getAttempts() {
        return attempts;
    }

    /** How often an event that fails unexpectedly is tried before it becomes a case, from 1; 5 unless set. */
    public void setAttempts(int attempts) {
        this.attempts = attempts;
    }

    public String getDeadLetter() {
        return deadLetter;
    }

    /** URI of the route that makes a case of an event that cannot be worked on; {@code direct:dead-letter} unless set. */
    public void setDeadLetter(String deadLetter) {
        this.deadLetter = deadLetter;
    }
}
