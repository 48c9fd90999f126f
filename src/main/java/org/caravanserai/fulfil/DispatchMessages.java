package org.caravanserai.fulfil;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.caravanserai.base.Json;
import org.caravanserai.base.Leaves;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.privacy.ErasedException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The message a warehouse gets, {@code dispatch.v1}: composed when it is sent, because it is the one place outside the
 * database where a person's address stands in the clear. The outbox row only names the group.
 */
public final class DispatchMessages {

    private static final String GROUP = """
            select g.id, g.location, o.id as order_id, o.channel_order_id, o.number, o.ship_by, o.service_level, o.doc, o.personal,
              k.wrapped, a.channel, a.name
            from fulfilment_group g join orders o on o.id = g.order_id join account a on a.id = o.account_id
            left join order_data_key k on k.order_id = o.id where g.id = ?
            """;

    private static final String LINES = """
            select gl.line_no, gl.quantity - gl.shipped as open, l.channel_line_id, l.sku
            from group_line gl join order_line l on l.order_id = ? and l.line_no = gl.line_no
            where gl.group_id = ? and gl.quantity > gl.shipped order by gl.line_no
            """;

    private final JdbcClient jdbc;
    private final OrderBodies bodies;

    private record Group(
            long id,
            String location,
            long orderId,
            String channelOrderId,
            String number,
            Instant shipBy,
            String serviceLevel,
            String doc,
            byte[] personal,
            byte[] wrapped,
            String channel,
            String account) {}

    public DispatchMessages(JdbcClient jdbc, OrderBodies bodies) {
        this.jdbc = jdbc;
        this.bodies = bodies;
    }

    /** Makes the message the body; a group whose buyer was erased is refused, and the route ends there. */
    @Leaves(body = String.class)
    public void compose(OutboxRow row, Exchange exchange) {
        Optional<Group> group = jdbc.sql(GROUP)
                .param(row.groupId())
                .query((rs, n) -> {
                    OffsetDateTime shipBy = rs.getObject("ship_by", OffsetDateTime.class);
                    return new Group(
                            rs.getLong("id"),
                            rs.getString("location"),
                            rs.getLong("order_id"),
                            rs.getString("channel_order_id"),
                            rs.getString("number"),
                            shipBy == null ? null : shipBy.toInstant(),
                            rs.getString("service_level"),
                            rs.getString("doc"),
                            rs.getBytes("personal"),
                            rs.getBytes("wrapped"),
                            rs.getString("channel"),
                            rs.getString("name"));
                })
                .optional();
        if (group.isEmpty()) {
            refuse(exchange, "its group is gone");
            return;
        }
        ObjectNode message = head(group.get(), row.operation());
        if (row.operation().equals("release")) {
            try {
                addContent(message, group.get());
            } catch (ErasedException e) {
                refuse(exchange, "the buyer's data was erased before the warehouse was told");
                return;
            }
        }
        exchange.getMessage().setBody(message.toString());
    }

    private static void refuse(Exchange exchange, String why) {
        exchange.setProperty(Outcome.PROPERTY, Outcome.reject(why));
        exchange.setRouteStop(true);
    }

    private static ObjectNode head(Group group, String type) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", "dispatch.v1")
                .put("type", type)
                .put("dispatchId", Long.toString(group.id))
                .put("orderId", Long.toString(group.orderId))
                .put("channel", group.channel)
                .put("account", group.account)
                .put("channelOrderId", group.channelOrderId)
                .put("number", group.number)
                .put("location", group.location);
    }

    private void addContent(ObjectNode message, Group group) {
        JsonNode doc = read(group.doc);
        JsonNode personal = read(bodies.personal(group.orderId, group.wrapped, group.personal));
        Map<String, String> titles = new HashMap<>();
        doc.path("lines")
                .forEach(line -> titles.put(
                        line.path("lineId").asText(), line.path("title").asText("")));
        message.put("shipBy", group.shipBy == null ? null : group.shipBy.toString())
                .put("serviceLevel", group.serviceLevel.isEmpty() ? "unknown" : group.serviceLevel)
                .put("gift", doc.path("gift").asBoolean(false));
        ArrayNode lines = message.putArray("lines");
        jdbc.sql(LINES).params(group.orderId, group.id).query(rs -> {
            String lineId = rs.getString("channel_line_id");
            lines.addObject()
                    .put("line", rs.getInt("line_no"))
                    .put("lineId", lineId)
                    .put("sku", rs.getString("sku"))
                    .put("title", titles.getOrDefault(lineId, ""))
                    .put("quantity", rs.getInt("open"));
        });
        message.set("shipTo", personal.path("shipTo").isObject() ? personal.path("shipTo") : null);
        String note = personal.path("note").asText("");
        message.put("note", note.isEmpty() ? null : note);
        if (personal.path("giftMessages").isArray()
                && !personal.path("giftMessages").isEmpty()) {
            message.set("giftMessages", personal.path("giftMessages"));
        }
    }

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored order is not JSON", e);
        }
    }

    private static JsonNode read(byte[] json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("a stored personal block is not JSON", e);
        }
    }
}
