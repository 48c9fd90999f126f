package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.Inbox;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts what people and warehouses report into the inbox, under the hub's own account {@code api}.
 * The sender's reference is the event's key.
 */
public final class EventIntake {

    private final JdbcClient jdbc;
    private final Inbox inbox;
    private final Clock clock;

    public EventIntake(JdbcClient jdbc, Inbox inbox, Clock clock) {
        this.jdbc = jdbc;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** A level that is wrong is told where the report is worked on; the others are taken. */
    public ObjectNode stock(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        ObjectNode report = ((ObjectNode) request.json()).put("schema", "stock.v1");
        return accepted(
                store(EventKind.STOCK, "stock", reference(report), report, Map.of(HubHeaders.ACTOR, caller.actor())));
    }

    /** @throws ApiProblem 400 when it names an account that does not exist */
    public ObjectNode shipment(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        ObjectNode shipment = ((ObjectNode) request.json()).put("schema", "shipment.v1");
        JsonNode order = shipment.path("order");
        String channel = order.path("channel").asText();
        String account = order.path("account").asText();
        if (order.isObject() && AccountIds.find(jdbc, channel, account).isEmpty()) {
            throw ApiProblem.invalid(
                    List.of(new ApiProblem.Wrong("/order/account", "there is no account " + channel + "/" + account)));
        }
        String key = order.isObject()
                ? channel + "/" + account + "/" + order.path("orderId").asText()
                : "dispatch/" + shipment.path("dispatchId").asText();
        return accepted(store(EventKind.SHIPMENT, key, reference(shipment), shipment));
    }

    /** @throws ApiProblem 404 when there is no such order */
    public ObjectNode cancellation(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        JsonNode wish = request.json();
        long order = Long.parseLong(wish.path("orderId").asText());
        if (!jdbc.sql("select exists (select from orders where id = :id)")
                .param("id", order)
                .query(Boolean.class)
                .single()) {
            throw ApiProblem.notFound("order " + order);
        }
        ObjectNode command =
                Json.MAPPER.createObjectNode().put("schema", "cancellation.v1").put("reference", reference(wish));
        command.putObject("order").put("hubOrderId", Long.toString(order));
        command.put("reason", wish.path("reason").asText())
                .put("by", "seller")
                .put("at", clock.instant().toString());
        if (wish.has("lines")) {
            command.set("lines", wish.path("lines"));
        }
        return accepted(store(
                EventKind.CANCEL,
                "order/" + order,
                reference(wish),
                command,
                Map.of(HubHeaders.ACTOR, caller.actor())));
    }

    /** @param reference what makes a repeated delivery the same delivery */
    Stored store(EventKind kind, String orderKey, String reference, ObjectNode document) {
        return store(kind, orderKey, reference, document, Map.of());
    }

    private Stored store(
            EventKind kind, String orderKey, String reference, ObjectNode document, Map<String, String> headers) {
        int account = AccountIds.find(jdbc, "hub", "api")
                .orElseThrow(() -> new IllegalStateException("the account hub/api is missing"));
        return inbox.store(new NewEvent(
                account,
                kind,
                EventSource.API,
                "",
                "",
                orderKey,
                reference.getBytes(StandardCharsets.UTF_8),
                headers,
                document.toString().getBytes(StandardCharsets.UTF_8),
                false,
                null));
    }

    private static String reference(JsonNode document) {
        return document.path("reference").asText();
    }

    private static ObjectNode accepted(Stored stored) {
        return Json.MAPPER
                .createObjectNode()
                .put("eventId", Long.toString(stored.id()))
                .put("duplicate", stored.duplicate());
    }
}
