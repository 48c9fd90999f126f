package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.inbox.ContentDigest;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.Inbox;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts what people and warehouses report into the inbox, under the hub's own account {@code api}. The documents are those of
 * the queues, held against the same schemas. The sender's reference is the event's key: what it says once it must not say
 * otherwise.
 */
public final class EventIntake {

    private final JdbcClient jdbc;
    private final Inbox inbox;
    private final SharedSchemas schemas;

    /** @param schemas of the documents that come by queue as well */
    public EventIntake(JdbcClient jdbc, Inbox inbox, SharedSchemas schemas) {
        this.jdbc = jdbc;
        this.inbox = inbox;
        this.schemas = schemas;
    }

    /**
     * A level that is wrong is told where the report is worked on; the others are taken.
     *
     * @throws ApiProblem 409 when its reference stands for another count
     */
    public ObjectNode stock(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        ObjectNode report = ((ObjectNode) request.json()).put("schema", "stock.v1");
        return take(EventKind.STOCK, "stock", report, caller);
    }

    /** @throws ApiProblem 400 when it breaks shipment.v1 or names no account, 409 when its reference stands for another one */
    public ObjectNode shipment(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        ObjectNode shipment = schemas.read("shipment.v1", request);
        JsonNode order = shipment.path("order");
        if (order.isObject()) {
            requireAccount(order);
        }
        String key = order.isObject()
                ? channelKey(order)
                : "dispatch/" + shipment.path("dispatchId").asText();
        return take(EventKind.SHIPMENT, key, shipment, caller);
    }

    /**
     * @throws ApiProblem 400 when it breaks cancellation.v1 or names no account, 404 when there is no such order, 409 when its
     *     reference stands for another one
     */
    public ObjectNode cancellation(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        ObjectNode wish = schemas.read("cancellation.v1", request);
        JsonNode order = wish.path("order");
        Optional<Long> id = order.has("hubOrderId")
                ? order(order.path("hubOrderId").asText())
                : order(requireAccount(order), order.path("orderId").asText());
        return take(
                EventKind.CANCEL,
                "order/" + id.orElseThrow(() -> ApiProblem.notFound("order " + name(order))),
                wish,
                caller);
    }

    /** @param reference what makes a repeated delivery the same delivery */
    Stored store(EventKind kind, String orderKey, String reference, ObjectNode document) {
        return store(kind, orderKey, reference, document, Map.of());
    }

    private ObjectNode take(EventKind kind, String orderKey, ObjectNode document, Caller caller) {
        String reference = document.path("reference").asText();
        String content = ContentDigest.of(document);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HubHeaders.ACTOR, caller.actor());
        headers.put(HubHeaders.REFERENCE, reference);
        headers.put(HubHeaders.CONTENT, content);
        Stored stored = store(kind, orderKey, reference, document, headers);
        EventReferences.requireSame(stored, reference, content);
        return EventReferences.answer(stored);
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

    private int requireAccount(JsonNode order) {
        String channel = order.path("channel").asText();
        String account = order.path("account").asText();
        return AccountIds.find(jdbc, channel, account)
                .orElseThrow(() -> ApiProblem.invalid(List.of(
                        new ApiProblem.Wrong("/order/account", "there is no account " + channel + "/" + account))));
    }

    private Optional<Long> order(String hubOrderId) {
        return jdbc.sql("select id from orders where id = ?")
                .param(Long.valueOf(hubOrderId))
                .query(Long.class)
                .optional();
    }

    private Optional<Long> order(int account, String channelOrderId) {
        return jdbc.sql("select order_id from order_key where account_id = ? and channel_order_id = ?")
                .params(account, channelOrderId)
                .query(Long.class)
                .optional();
    }

    private static String name(JsonNode order) {
        List<String> parts = new ArrayList<>();
        order.forEach(part -> parts.add(part.asText()));
        return String.join("/", parts);
    }

    private static String channelKey(JsonNode order) {
        return order.path("channel").asText() + "/" + order.path("account").asText() + "/"
                + order.path("orderId").asText();
    }
}
