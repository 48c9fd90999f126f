package org.caravanserai.testbed.sandbox.warehouse;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;

/**
 * Sends what is due at a location to {@code hub.shipments.in}. First the broker, then the journal: a kill between the two sends the
 * same confirmation again under the same reference, as a real warehouse system would.
 */
final class ConfirmationSender implements BrokerLoop.Work {

    private static final long POLL_MILLIS = 50;

    private final String location;
    private final Depot depot;

    ConfirmationSender(String location, Depot depot) {
        this.location = location;
        this.depot = depot;
    }

    @Override
    public void run(Session session, BrokerLoop.Running running) throws JMSException, InterruptedException {
        try (MessageProducer producer = session.createProducer(session.createQueue("hub.shipments.in"))) {
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            while (running.yes()) {
                List<Depot.Outgoing> due = depot.due(location);
                for (Depot.Outgoing outgoing : due) {
                    producer.send(session.createTextMessage(outgoing.body().toString()));
                }
                if (due.isEmpty()) {
                    Thread.sleep(POLL_MILLIS);
                } else {
                    session.commit();
                    due.forEach(outgoing -> depot.sent(outgoing.key()));
                }
            }
        }
    }
}
