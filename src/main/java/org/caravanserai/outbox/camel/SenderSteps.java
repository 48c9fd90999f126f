package org.caravanserai.outbox.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.base.Leaves;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.SendPermit;
import org.caravanserai.outbox.lease.LeaseLostException;

/** Steps for routes that consume {@code outbox:}; bound as bean {@code senderSteps}. */
public final class SenderSteps {

    private static final List<String> CORRELATION = List.of("correlationId", "dispatchId", "caseId");
    private static final List<String> LABELS = List.of("location", "channel", "account");

    /**
     * Stands right before every outward request: ends the route when this hub is no longer the destination's sender.
     *
     * @throws LeaseLostException when it is not; the work is left to the next sender, nothing is written
     */
    public void requireLease(Exchange exchange) {
        SendPermit permit = exchange.getProperty(SendPermit.PROPERTY, SendPermit.class);
        if (permit == null) {
            throw new IllegalStateException("sender.requireLease only works in a route that consumes outbox:");
        }
        permit.requireLease();
    }

    /**
     * Labels a message of ours, so that its reader can route and filter without opening it: {@code JMSType} is its schema,
     * {@code JMSCorrelationID} the dispatch, case or message it is about, and its location, channel and account are
     * properties of these names. What the message does not name is left out.
     *
     * @throws IllegalStateException when the body is no JSON that names its schema
     */
    @Leaves(headers = {"JMSType", "JMSCorrelationID", "location", "channel", "account"})
    public void label(Exchange exchange) {
        Message message = exchange.getMessage();
        JsonNode body;
        try {
            body = Json.MAPPER.readTree(message.getBody(String.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message that is to be labelled is no JSON", e);
        }
        if (!body.path("schema").isTextual()) {
            throw new IllegalStateException("a message that is to be labelled does not name its schema");
        }
        message.setHeader("JMSType", body.path("schema").textValue());
        message.setHeader(
                "JMSCorrelationID",
                CORRELATION.stream()
                        .map(name -> body.path(name).asText(""))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(null));
        LABELS.forEach(name -> message.setHeader(name, body.path(name).asText(null)));
    }

    /** The other side has taken it. */
    @Leaves(properties = {HubHeaders.OUTCOME})
    public void accepted(Exchange exchange) {
        exchange.setProperty(Outcome.PROPERTY, Outcome.ok());
    }
}
