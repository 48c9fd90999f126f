package org.caravanserai.allocate.life;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.testing.ProcessingHub;

/** Reads what the hub holds of many orders, with one statement per table. */
final class HubReader {

    private final ProcessingHub hub;

    HubReader(ProcessingHub hub) {
        this.hub = hub;
    }

    /** By the channel's order id; orders the hub does not have are empty. */
    Map<String, HubView> read(List<String> orders) {
        Map<String, HubView> views = new HashMap<>();
        Map<Long, HubView> byId = new HashMap<>();
        orders.forEach(id -> views.put(id, new HubView()));
        String[] keys = orders.toArray(String[]::new);
        hub.sql()
                .sql("select channel_order_id, order_id from order_key where channel_order_id = any(?)")
                .param(keys)
                .query(row -> {
                    HubView view = views.get(row.getString(1));
                    view.orderId = row.getLong(2);
                    byId.put(view.orderId, view);
                });
        hub.sql()
                .sql("select order_key, id from inbox_fetch where order_key = any(?) and next_at <= ? order by id")
                .params(keys, OffsetDateTime.ofInstant(hub.clock().instant(), ZoneOffset.UTC))
                .query(row -> {
                    views.get(row.getString(1)).fetches.add(row.getLong(2));
                });
        Long[] ids = byId.keySet().toArray(Long[]::new);
        lines(byId, ids);
        groups(byId, ids);
        hub.sql().sql("""
                select s.order_id, l.line_no, l.quantity from shipment s join shipment_line l on l.shipment_id = s.id where s.order_id = any(?)""").param(ids).query(row -> {
            HubView view = byId.get(row.getLong(1));
            view.booked[view.lineByNo.get(row.getInt(2))] += row.getInt(3);
        });
        hub.sql()
                .sql(
                        "select order_id, code from exception_case where order_id = any(?) and state <> 'resolved' order by id")
                .param(ids)
                .query(row -> {
                    byId.get(row.getLong(1)).cases.add(row.getString(2));
                });
        hub.sql().sql("""
                select c.order_id, l.line_no, l.quantity from cancellation c join cancellation_line l on l.cancellation_id = c.id
                 where c.order_id = any(?)""").param(ids).query(row -> {
            HubView view = byId.get(row.getLong(1));
            view.taken[view.lineByNo.get(row.getInt(2))] += row.getInt(3);
        });
        calls(byId, ids);
        return views;
    }

    private void lines(Map<Long, HubView> byId, Long[] ids) {
        hub.sql()
                .sql("select order_id, line_no, channel_line_id from order_line where order_id = any(?)")
                .param(ids)
                .query(row -> {
                    String line = row.getString(3);
                    byId.get(row.getLong(1))
                            .lineByNo
                            .put(row.getInt(2), Integer.parseInt(line.substring(line.length() - 2)) - 1);
                });
    }

    private void groups(Map<Long, HubView> byId, Long[] ids) {
        hub.sql().sql("""
                select g.order_id, g.id, g.state, l.line_no, l.quantity, l.shipped
                  from fulfilment_group g left join group_line l on l.group_id = g.id where g.order_id = any(?) order by g.id, l.line_no""").param(ids).query(row -> {
            HubView view = byId.get(row.getLong(1));
            long id = row.getLong(2);
            if (view.groups.isEmpty() || view.groups.get(view.groups.size() - 1).id() != id) {
                view.groups.add(new HubView.Group(id, row.getString(3), new TreeMap<>()));
            }
            if (row.getObject(4) != null) {
                view.groups
                        .get(view.groups.size() - 1)
                        .lines()
                        .put(view.lineByNo.get(row.getInt(4)), new HubView.Units(row.getInt(5), row.getInt(6)));
            }
        });
    }

    private void calls(Map<Long, HubView> byId, Long[] ids) {
        hub.sql().sql("""
                select order_id, id, operation, body from outbox
                 where order_id = any(?) and kind = 'status' and operation in ('shipment', 'cancel') and state in ('pending', 'sending') order by id""").param(ids).query(row -> {
            HubView view = byId.get(row.getLong(1));
            JsonNode body = hub.json(new String(row.getBytes(4), StandardCharsets.UTF_8));
            int[] units = new int[Shop.LINES];
            body.path("lines")
                    .forEach(line -> units[view.lineByNo.get(line.path("line").asInt())] =
                            line.path("quantity").asInt());
            view.calls.add(new HubView.Call(
                    row.getLong(2),
                    row.getString(3),
                    body.path("trackingNumber").asText(),
                    body.path("complete").asBoolean(),
                    body.path("whole").asBoolean(),
                    units));
        });
    }
}
