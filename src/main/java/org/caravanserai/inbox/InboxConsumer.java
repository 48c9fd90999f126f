package org.caravanserai.inbox;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.api.management.ManagedResource;
import org.caravanserai.base.ManagedConsumer;
import org.caravanserai.base.WorkSignal;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs the workers of an {@code inbox:} endpoint, and shows and steers them by JMX. */
@ManagedResource(description = "Workers that claim events from the inbox and work on them in batches")
public final class InboxConsumer extends ManagedConsumer {

    private final InboxEndpoint endpoint;
    private final InboxWork work;
    private final JdbcClient sql;
    private final List<Thread> threads = new ArrayList<>();
    private final WorkSignal help = new WorkSignal();
    private ProducerTemplate producer;

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
        for (int i = 0; i < endpoint.getWorkers(); i++) {
            Thread thread = new Thread(new InboxWorker(this, endpoint, work, i), "inbox-worker-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    @Override
    protected void endWork() throws InterruptedException {
        wakeAll();
        for (Thread thread : threads) {
            thread.join(30_000);
        }
        threads.clear();
        producer.stop();
    }

    @Override
    protected void doResume() {
        super.doResume();
        wakeAll();
    }

    private void wakeAll() {
        work.signal().wake();
        help.wake();
    }

    /** Wakes the other workers when the first one has more than it should do alone. */
    WorkSignal help() {
        return help;
    }

    ProducerTemplate producer() {
        return producer;
    }

    @Override
    public long getDepth() {
        return sql.sql("select count(*) from inbox_todo").query(Long.class).single();
    }

    @Override
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
}
