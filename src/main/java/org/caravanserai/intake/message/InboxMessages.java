package org.caravanserai.intake.message;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.jms.JmsMessage;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.base.Leaves;

/**
 * Reads messages that came by JMS or as a line of a file, just far enough to store them. Bound as bean
 * {@code inboxMessages}. What it finds out goes into the headers hubSchema, hubReference and hubOrderKey; what is wrong,
 * in words, into hubReason.
 */
public final class InboxMessages {

    /** Larger messages are refused: no order, count or confirmation comes near, and the inbox is not a file store. */
    public static final int LIMIT = 1 << 20;

    private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9.-]{0,39}");
    private static final int LONGEST_KEY = 200;
    /** Of JMS; Artemis fills it with the login that was checked, and no sender can. */
    private static final String SENT_BY = "JMSXUserID";

    /**
     * Makes the body bytes. The routes leave the mapping of JMS messages to this step, because Camel's own fails before
     * the first step on a message it does not like.
     *
     * @throws UnreadableMessageException when it is neither text nor bytes (an ObjectMessage is never opened), or too large
     */
    @Leaves(body = byte[].class)
    public void read(Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] body = message instanceof JmsMessage camel && camel.getJmsMessage() != null
                ? content(camel.getJmsMessage())
                : message.getBody(byte[].class);
        if (body == null || body.length > LIMIT) {
            throw new UnreadableMessageException(
                    body == null ? "the message is empty" : "the message has more than " + LIMIT + " bytes");
        }
        message.setBody(body);
    }

    private static byte[] content(jakarta.jms.Message message) {
        try {
            if (message instanceof TextMessage text) {
                return text.getText() == null ? null : text.getText().getBytes(StandardCharsets.UTF_8);
            }
            if (message instanceof BytesMessage bytes) {
                if (bytes.getBodyLength() > LIMIT) {
                    throw new UnreadableMessageException("the message has more than " + LIMIT + " bytes");
                }
                byte[] body = new byte[(int) bytes.getBodyLength()];
                bytes.readBytes(body);
                return body;
            }
            throw new UnreadableMessageException("the message is neither text nor bytes; send JSON as a text message");
        } catch (JMSException e) {
            throw new UnreadableMessageException("the message cannot be opened");
        }
    }

    /**
     * Says which login sent the message: not what the sender says of himself, but what the broker wrote on it when it came.
     * Nothing, where the broker writes nothing.
     */
    @Leaves(headers = HubHeaders.LOGIN)
    public void identify(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeader(HubHeaders.LOGIN);
        try {
            if (message instanceof JmsMessage camel && camel.getJmsMessage() != null) {
                String user = camel.getJmsMessage().getStringProperty(SENT_BY);
                if (user != null && !user.isEmpty()) {
                    message.setHeader(HubHeaders.LOGIN, user);
                }
            }
        } catch (JMSException e) {
            throw new UnreadableMessageException("the message cannot be opened");
        }
    }

    /** Tells which message it is; one that is no JSON object has the schema "" and a reason. */
    @Leaves(
            headers = {
                HubHeaders.SCHEMA,
                HubHeaders.REFERENCE,
                HubHeaders.ORDER_KEY,
                HubHeaders.VERSION,
                HubHeaders.CHANNEL,
                HubHeaders.REASON
            })
    public void describe(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setHeader(HubHeaders.SCHEMA, "");
        message.setHeader(HubHeaders.REFERENCE, "");
        message.setHeader(HubHeaders.ORDER_KEY, "");
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(message.getBody(byte[].class));
        } catch (IOException e) {
            message.setHeader(HubHeaders.REASON, "it is no JSON");
            return;
        }
        if (json == null || !json.isObject()) {
            message.setHeader(HubHeaders.REASON, "it is no JSON object");
            return;
        }
        String schema = json.path("schema").asText("");
        if (!SCHEMA.matcher(schema).matches()) {
            message.setHeader(HubHeaders.REASON, "it does not say its schema");
            return;
        }
        message.setHeader(HubHeaders.SCHEMA, schema);
        message.setHeader(HubHeaders.REFERENCE, key(json.path("reference")));
        message.setHeader(HubHeaders.ORDER_KEY, orderKey(schema, json));
        if (schema.equals("order.v1")) {
            message.setHeader(HubHeaders.VERSION, key(json.path("version")));
            if (message.getHeader(HubHeaders.CHANNEL) == null) {
                message.setHeader(HubHeaders.CHANNEL, key(json.path("channel")));
            }
        }
    }

    private static String orderKey(String schema, JsonNode json) {
        return switch (schema) {
            case "order.v1", "csv" -> key(json.path("orderId"));
            case "stock.v1" -> "stock";
            default ->
                json.hasNonNull("dispatchId")
                        ? "dispatch/" + key(json.path("dispatchId"))
                        : key(json.path("order").path("orderId"));
        };
    }

    private static String key(JsonNode value) {
        String text = value.isValueNode() ? value.asText("") : "";
        return text.length() > LONGEST_KEY || text.indexOf('\0') >= 0 ? "" : text;
    }
}
