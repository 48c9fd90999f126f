package org.caravanserai.testbed.sandbox.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** Reads {@code hub.fulfilment.<location>}: first the journal, then the commit. */
final class QueueReader implements BrokerLoop.Work {

    private final String location;
    private final Depot depot;

    QueueReader(String location, Depot depot) {
        this.location = location;
        this.depot = depot;
    }

    @Override
    public void run(Session session, BrokerLoop.Running running) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue("hub.fulfilment." + location))) {
            while (running.yes()) {
                Message message = consumer.receive(1_000);
                if (message != null) {
                    take(message);
                    session.commit();
                }
            }
        }
    }

    private void take(Message message) throws JMSException {
        try {
            JsonNode json = SandboxJson.parse(body(message));
            depot.take(
                    location,
                    json,
                    message.getJMSMessageID(),
                    message.propertyExists("_AMQ_DUPL_ID"),
                    message.getJMSExpiration() > 0);
        } catch (IOException e) {
            depot.violation("", "bad-dispatch", "a message on the queue of " + location + " is not JSON");
        }
    }

    private static byte[] body(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return String.valueOf(text.getText()).getBytes(StandardCharsets.UTF_8);
        }
        if (message instanceof BytesMessage bytes) {
            byte[] body = new byte[(int) bytes.getBodyLength()];
            bytes.readBytes(body);
            return body;
        }
        return new byte[0];
    }
}
