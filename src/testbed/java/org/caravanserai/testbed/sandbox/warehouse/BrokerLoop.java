package org.caravanserai.testbed.sandbox.warehouse;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on one broker connection, in a thread of its own; when the connection breaks it is made anew, for as long as it
 * takes. The session is transacted: what was not committed comes again.
 */
final class BrokerLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLoop.class);
    private static final long PAUSE_MILLIS = 300;

    private final String name;
    private final ConnectionFactory factory;
    private final Work work;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile Connection connection;

    /** What is done with a session until it breaks. */
    interface Work {
        void run(Session session, Running running) throws JMSException, InterruptedException;
    }

    /** False once the loop is to end. */
    interface Running {
        boolean yes();
    }

    BrokerLoop(String name, ConnectionFactory factory, Work work) {
        this.name = name;
        this.factory = factory;
        this.work = work;
        this.thread = new Thread(this::loop, "warehouse-" + name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void loop() {
        boolean told = false;
        while (running) {
            try (Connection made = factory.createConnection()) {
                connection = made;
                made.start();
                told = false;
                LOG.info("{}: connected to the broker", name);
                work.run(made.createSession(true, Session.SESSION_TRANSACTED), () -> running);
            } catch (JMSException | RuntimeException e) {
                if (running && !told) {
                    LOG.warn("{}: no broker ({}); trying again", name, e.getMessage());
                    told = true;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                if (running) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            Connection open = connection;
            if (open != null) {
                open.close();
            }
            thread.join(2_000);
        } catch (JMSException e) {
            LOG.debug("{}: closing failed", name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
