package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.base.Json;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One order with all that belongs to it, personal data aside. */
public final class OrderReader {

    private final JdbcClient jdbc;

    public OrderReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws ApiProblem 404 when there is no such order */
    public ObjectNode get(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        long id = Long.parseLong(request.segment(1));
        ObjectNode order = Json.MAPPER.createObjectNode();
        order.set(
                "summary",
                jdbc.sql(OrderSummaries.SELECT + " where o.id = :id")
                        .param("id", id)
                        .query(OrderSummaries::summary)
                        .optional()
                        .orElseThrow(() -> ApiProblem.notFound("order " + id)));
        order.setAll(jdbc.sql("""
                        select service_level, fulfilled_by, deliver_by, version, revision, presentment_currency, presentment_total, country,
                               region, postcode_prefix, doc from orders where id = :id""").param("id", id).query(OrderReader::details).single());
        order.putArray("lines")
                .addAll(list(
                        id,
                        """
                select line_no, channel_line_id, product, variant, channel_sku, sku, quantity, cancelled
                  from order_line where order_id = :id order by line_no""",
                        row -> new JsonRow(row)
                                .integer("line", "line_no")
                                .text("channelLineId", "channel_line_id")
                                .text("product", "product")
                                .text("variant", "variant")
                                .text("channelSku", "channel_sku")
                                .text("sku", "sku")
                                .integer("quantity", "quantity")
                                .integer("cancelled", "cancelled")
                                .node()));
        order.putArray("groups")
                .addAll(withLines(
                        id,
                        """
                select id, location, state, next_step, next_at, case_id, ship_by, released_at, updated_at
                  from fulfilment_group where order_id = :id order by id""",
                        row -> new JsonRow(row)
                                .text("id", "id")
                                .text("location", "location")
                                .text("state", "state")
                                .text("nextStep", "next_step")
                                .time("nextAt", "next_at")
                                .text("caseId", "case_id")
                                .time("shipBy", "ship_by")
                                .time("releasedAt", "released_at")
                                .time("updatedAt", "updated_at")
                                .node(),
                        """
                select l.group_id as owner, l.line_no, l.quantity, l.shipped from group_line l join fulfilment_group g on g.id = l.group_id
                 where g.order_id = :id order by l.line_no""",
                        row -> new JsonRow(row)
                                .integer("line", "line_no")
                                .integer("quantity", "quantity")
                                .integer("shipped", "shipped")
                                .node()));
        order.putArray("holds").addAll(list(id, HoldRows.OF_ORDER, HoldRows::entry));
        order.putArray("shipments")
                .addAll(withLines(
                        id,
                        """
                select id, group_id, reference, parcel_no, carrier, service, tracking, tracking_url, shipped_at, told_at, tell_state, channel_ids,
                       delivery, delivered_at
                  from shipment where order_id = :id order by parcel_no""",
                        row -> new JsonRow(row)
                                .text("id", "id")
                                .text("groupId", "group_id")
                                .text("reference", "reference")
                                .integer("parcelNo", "parcel_no")
                                .text("carrier", "carrier")
                                .text("service", "service")
                                .text("trackingNumber", "tracking")
                                .text("trackingUrl", "tracking_url")
                                .time("shippedAt", "shipped_at")
                                .time("toldAt", "told_at")
                                .text("tellState", "tell_state")
                                .text("channelIds", "channel_ids")
                                .text("delivery", "delivery")
                                .time("deliveredAt", "delivered_at")
                                .node(),
                        """
                select l.shipment_id as owner, l.line_no, l.quantity from shipment_line l join shipment s on s.id = l.shipment_id
                 where s.order_id = :id order by l.line_no""",
                        row -> new JsonRow(row)
                                .integer("line", "line_no")
                                .integer("quantity", "quantity")
                                .node()));
        order.putArray("cancellations")
                .addAll(withLines(
                        id,
                        """
                select id, actor, reason, whole, decided, case_id, tell_state, told_at, channel_ids, at
                  from cancellation where order_id = :id order by id""",
                        row -> new JsonRow(row)
                                .text("id", "id")
                                .text("by", "actor")
                                .text("reason", "reason")
                                .flag("whole", "whole")
                                .flag("decided", "decided")
                                .text("caseId", "case_id")
                                .text("tellState", "tell_state")
                                .time("toldAt", "told_at")
                                .text("channelIds", "channel_ids")
                                .time("at", "at")
                                .node(),
                        """
                select l.cancellation_id as owner, l.line_no, l.quantity from cancellation_line l
                  join cancellation c on c.id = l.cancellation_id where c.order_id = :id order by l.line_no""",
                        row -> new JsonRow(row)
                                .integer("line", "line_no")
                                .integer("quantity", "quantity")
                                .node()));
        order.putArray("cases")
                .addAll(list(
                        id,
                        CaseRows.SELECT + " where c.order_id = :id order by c.first_seen, c.id",
                        row -> CaseRows.entry(row, 0)));
        return order;
    }

    /** Reads a row. */
    @FunctionalInterface
    private interface Entry {
        ObjectNode of(ResultSet row) throws SQLException;
    }

    private List<ObjectNode> list(long id, String sql, Entry entry) {
        return jdbc.sql(sql).param("id", id).query((row, n) -> entry.of(row)).list();
    }

    private List<ObjectNode> withLines(long id, String sql, Entry entry, String lineSql, Entry line) {
        Map<String, ArrayNode> lines = new HashMap<>();
        List<ObjectNode> owners = list(id, sql, entry);
        owners.forEach(owner -> lines.put(owner.path("id").asText(), owner.putArray("lines")));
        jdbc.sql(lineSql).param("id", id).query(row -> {
            lines.computeIfAbsent(row.getString("owner"), none -> Json.MAPPER.createArrayNode())
                    .add(line.of(row));
        });
        return owners;
    }

    private static ObjectNode details(ResultSet row, int number) throws SQLException {
        return new JsonRow(row)
                .text("serviceLevel", "service_level")
                .text("fulfilledBy", "fulfilled_by")
                .time("deliverBy", "deliver_by")
                .time("version", "version")
                .integer("revision", "revision")
                .text("presentmentCurrency", "presentment_currency")
                .money("presentmentTotal", "presentment_total", "presentment_currency")
                .text("country", "country")
                .text("region", "region")
                .text("postcodePrefix", "postcode_prefix")
                .json("document", "doc")
                .node();
    }
}
