package org.caravanserai.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.caravanserai.base.Json;
import org.caravanserai.fulfil.DispatchMessages;
import org.caravanserai.fulfil.OrderBodies;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.WorkKind;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.privacy.Sealer;
import org.caravanserai.translate.CanonicalSchema;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever the hub sends to others keeps to the schema that it names; tests ask here at the places where they receive it. */
public final class SentMessages {

    private static final Map<String, CanonicalSchema> SCHEMAS = new ConcurrentHashMap<>();

    // a group of which nothing is open any more was told of when there was
    private static final String DISPATCHES = """
            select x.id, x.destination, x.operation, x.order_id, x.group_id from outbox x join fulfilment_group g on g.id = x.group_id
             where x.kind = 'dispatch' and (x.operation = 'recall' or exists (
                   select from group_line l where l.group_id = g.id and l.quantity > l.shipped))""";

    // what a test wrote itself is no message of the hub
    private static final String ANNOUNCED =
            "select body from outbox where kind in ('exception', 'answer') and not sealed and length(body) > 2";

    private SentMessages() {}

    /** The message as JSON. @throws AssertionError when it breaks its schema, saying where */
    public static JsonNode check(String text) {
        try {
            JsonNode message = Json.MAPPER.readTree(text);
            String name = message.path("schema").asText();
            assertThat(name).as("schema of " + text).matches("[a-z-]+\\.v[0-9]+");
            assertThat(SCHEMAS.computeIfAbsent(
                                    name, one -> CanonicalSchema.load(Path.of("transformers/canonical"), one))
                            .problems(message))
                    .as("what is wrong with " + text)
                    .isEmpty();
            return message;
        } catch (JsonProcessingException e) {
            throw new AssertionError("a message is no JSON: " + text, e);
        }
    }

    /** A message from a queue of the hub, held against its schema; a text, as all of them are. */
    public static JsonNode check(Message message) {
        try {
            assertThat(message).isInstanceOf(TextMessage.class);
            JsonNode json = check(((TextMessage) message).getText());
            assertThat(message.getJMSType())
                    .as("JMSType of " + json)
                    .isEqualTo(json.path("schema").asText());
            return json;
        } catch (JMSException e) {
            throw new AssertionError("a message cannot be read", e);
        }
    }

    /** Everything that a hub without senders has left for its warehouses and people. */
    static void checkOutbox(JdbcClient sql, CamelContext camel) {
        sql.sql(ANNOUNCED).query(byte[].class).list().forEach(body -> check(new String(body, StandardCharsets.UTF_8)));
        DispatchMessages messages = new DispatchMessages(
                sql, new OrderBodies(sql, new OrderKeys(new MasterKey(new byte[32]), new Sealer())));
        for (OutboxRow row : sql.sql(DISPATCHES)
                .query((one, n) -> new OutboxRow(
                        one.getLong(1),
                        WorkKind.DISPATCH,
                        new Destination(one.getString(2)),
                        one.getString(3),
                        one.getLong(4),
                        one.getLong(5),
                        null,
                        1,
                        null,
                        new byte[0],
                        false))
                .list()) {
            Exchange exchange = new DefaultExchange(camel);
            messages.compose(row, exchange);
            if (!exchange.isRouteStop()) {
                check(exchange.getMessage().getBody(String.class));
            }
        }
    }
}
