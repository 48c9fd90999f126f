package org.caravanserai.order.store;

import static org.caravanserai.base.Columns.bytes;
import static org.caravanserai.base.Columns.decimals;
import static org.caravanserai.base.Columns.flags;
import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.texts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.WorkingOrder;

/** Writes table {@code orders}. */
final class OrderTable {

    private static final String COLUMNS = """
            unnest(?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::bytea[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::text[],
                   ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[],
                   ?::boolean[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bigint[], ?::text[])
              as n(id, account_id, channel_order_id, number, version, version_ours, read_at, content_hash, ship_to_hash, state, channel_state, placed_at, ship_by,
                   deliver_by, service_level, fulfilled_by, currency, total, presentment_currency, presentment_total, country, region,
                   postcode_prefix, test, pending, parent_order, alerts, doc, personal, raw, inbox_id, received_at)""";

    private static final String INSERT = """
            insert into orders (id, account_id, channel_order_id, number, version, version_ours, read_at, content_hash, ship_to_hash, state, channel_state, placed_at,
                   ship_by, deliver_by, service_level, fulfilled_by, currency, total, presentment_currency, presentment_total, country, region,
                   postcode_prefix, test, pending, parent_order, alerts, doc, personal, raw, inbox_id, received_at, updated_at)
            select id, account_id, channel_order_id, number, version::timestamptz, version_ours, read_at::timestamptz, content_hash, ship_to_hash, state, channel_state,
                   placed_at::timestamptz, ship_by::timestamptz, deliver_by::timestamptz, service_level, fulfilled_by, currency, total::numeric, presentment_currency,
                   presentment_total::numeric, country, region, postcode_prefix, test, pending, parent_order, alerts, doc, personal, raw, inbox_id,
                   received_at::timestamptz, ? from\s""" + COLUMNS;

    private static final String UPDATE = """
            update orders o set number = n.number, version = n.version::timestamptz, version_ours = n.version_ours,
                   read_at = n.read_at::timestamptz, content_hash = n.content_hash,
                   ship_to_hash = n.ship_to_hash, state = n.state, channel_state = n.channel_state,
                   placed_at = n.placed_at::timestamptz, ship_by = n.ship_by::timestamptz,
                   deliver_by = n.deliver_by::timestamptz, service_level = n.service_level, fulfilled_by = n.fulfilled_by,
                   currency = n.currency, total = n.total::numeric, presentment_currency = n.presentment_currency,
                   presentment_total = n.presentment_total::numeric, country = n.country, region = n.region,
                   postcode_prefix = n.postcode_prefix, test = n.test, pending = n.pending, parent_order = n.parent_order, alerts = n.alerts, doc = n.doc,
                   personal = n.personal, raw = n.raw, inbox_id = n.inbox_id, revision = o.revision + 1, updated_at = ?
              from\s""" + COLUMNS + " where o.id = n.id";

    private static final String SUPERSEDED = """
            insert into order_statement (order_id, revision, version, inbox_id, doc, superseded_at)
            select id, revision, version, inbox_id, doc, ? from orders where id = any(?)
            """;

    private static final String STATE = """
            update orders o set state = n.state, alerts = n.alerts, updated_at = ?
              from unnest(?::bigint[], ?::text[], ?::text[]) as n(id, state, alerts)
             where o.id = n.id and (o.state <> n.state or o.alerts <> n.alerts)
            """;

    private static final String RESTATE = """
            update orders o set version = n.version::timestamptz, version_ours = n.version_ours, read_at = n.read_at::timestamptz,
                   content_hash = n.content_hash, state = n.state, channel_state = n.channel_state, pending = n.pending, alerts = n.alerts,
                   doc = n.doc, revision = o.revision + 1, updated_at = ?
              from unnest(?::bigint[], ?::text[], ?::boolean[], ?::text[], ?::bytea[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[])
                as n(id, version, version_ours, read_at, content_hash, state, channel_state, pending, alerts, doc)
             where o.id = n.id
            """;

    private OrderTable() {}

    /** Orders that took over a snapshot for the first time. */
    static void addInsert(SqlBatch sql, List<SealedOrder> fresh, Instant now) {
        if (!fresh.isEmpty()) {
            sql.add(INSERT, columns(now, fresh));
        }
    }

    /** Orders that took over a newer snapshot. */
    static void addUpdate(SqlBatch sql, List<SealedOrder> known, Instant now) {
        if (!known.isEmpty()) {
            sql.add(SUPERSEDED, now, longs(known, one -> one.order().id()));
            sql.add(UPDATE, columns(now, known));
        }
    }

    /** State and alerts of orders that took over none, where they changed. */
    static void addState(SqlBatch sql, List<WorkingOrder> others, Instant now) {
        if (!others.isEmpty()) {
            sql.add(
                    STATE,
                    now,
                    longs(others, WorkingOrder::id),
                    texts(others, order -> order.state().name()),
                    texts(others, order -> order.alerts().toString()));
        }
    }

    /** Orders of which the hub itself states something else, nothing about the person. */
    static void addRestate(SqlBatch sql, List<WorkingOrder> restated, Instant now) {
        if (!restated.isEmpty()) {
            sql.add(
                    RESTATE,
                    now,
                    longs(restated, WorkingOrder::id),
                    instants(restated, order -> order.head().time().version()),
                    flags(restated, order -> order.head().time().ours()),
                    instants(restated, order -> order.head().time().readAt()),
                    bytes(restated, order -> order.head().contentHash()),
                    texts(restated, order -> order.groups().orderState().name()),
                    texts(restated, order -> order.snapshot().orElseThrow().channelStatus()),
                    flags(restated, order -> order.head().pending()),
                    texts(restated, order -> order.alerts().toString()),
                    texts(
                            restated,
                            order -> new String(
                                    order.snapshot().orElseThrow().documentBytes(), StandardCharsets.UTF_8)));
        }
    }

    private static Object[] columns(Instant now, List<SealedOrder> rows) {
        return new Object[] {
            now,
            longs(rows, one -> one.order().id()),
            ints(rows, one -> one.order().accountId()),
            texts(rows, one -> one.order().channelOrderId()),
            texts(rows, one -> one.snapshot().number()),
            instants(rows, one -> one.order().head().time().version()),
            flags(rows, one -> one.order().head().time().ours()),
            instants(rows, one -> one.order().head().time().readAt()),
            bytes(rows, one -> one.order().head().contentHash()),
            bytes(rows, one -> one.order().head().shipToHash()),
            texts(rows, one -> one.order().state().name()),
            texts(rows, one -> one.snapshot().channelStatus()),
            instants(rows, one -> one.snapshot().placedAt()),
            instants(rows, one -> one.snapshot().shipBy()),
            instants(rows, one -> one.snapshot().deliverBy()),
            texts(rows, one -> one.snapshot().serviceLevel()),
            texts(rows, one -> one.snapshot().channelFulfilled() ? "channel" : "merchant"),
            texts(rows, one -> one.snapshot().currency()),
            decimals(rows, one -> one.snapshot().total()),
            texts(rows, one -> one.snapshot().presentmentCurrency()),
            decimals(rows, one -> one.snapshot().presentmentTotal()),
            texts(rows, one -> one.snapshot().country()),
            texts(rows, one -> one.snapshot().region()),
            texts(rows, one -> one.snapshot().postcodePrefix()),
            flags(rows, one -> one.snapshot().test()),
            flags(rows, one -> one.order().head().pending()),
            texts(rows, one -> one.snapshot().parentOrder().orElse(null)),
            texts(rows, one -> one.order().alerts().toString()),
            texts(rows, SealedOrder::document),
            bytes(rows, SealedOrder::personal),
            bytes(rows, SealedOrder::raw),
            longs(rows, one -> one.event().id()),
            instants(rows, one -> one.event().receivedAt())
        };
    }
}
