package org.caravanserai.allocate.store;

import static org.caravanserai.allocate.store.Columns.bytes;
import static org.caravanserai.allocate.store.Columns.decimals;
import static org.caravanserai.allocate.store.Columns.flags;
import static org.caravanserai.allocate.store.Columns.instants;
import static org.caravanserai.allocate.store.Columns.ints;
import static org.caravanserai.allocate.store.Columns.longs;
import static org.caravanserai.allocate.store.Columns.texts;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;

/** The rows of orders and their lines. */
public final class OrderRows {

    private static final String COLUMNS = """
            unnest(?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::text[],
                   ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[],
                   ?::boolean[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bigint[], ?::text[])
              as n(id, account_id, channel_order_id, number, version, content_hash, ship_to_hash, state, channel_state, placed_at, ship_by,
                   deliver_by, service_level, fulfilled_by, currency, total, presentment_currency, presentment_total, country, region,
                   postcode_prefix, test, pending, alerts, doc, personal, raw, inbox_id, received_at)""";

    private static final String INSERT = """
            insert into orders (id, account_id, channel_order_id, number, version, content_hash, ship_to_hash, state, channel_state, placed_at,
                   ship_by, deliver_by, service_level, fulfilled_by, currency, total, presentment_currency, presentment_total, country, region,
                   postcode_prefix, test, pending, alerts, doc, personal, raw, inbox_id, received_at, updated_at)
            select id, account_id, channel_order_id, number, version::timestamptz, content_hash, ship_to_hash, state, channel_state,
                   placed_at::timestamptz, ship_by::timestamptz, deliver_by::timestamptz, service_level, fulfilled_by, currency, total::numeric, presentment_currency,
                   presentment_total::numeric, country, region, postcode_prefix, test, pending, alerts, doc, personal, raw, inbox_id,
                   received_at::timestamptz, ? from\s""" + COLUMNS;

    private static final String UPDATE = """
            update orders o set number = n.number, version = n.version::timestamptz, content_hash = n.content_hash,
                   ship_to_hash = n.ship_to_hash, state = n.state, channel_state = n.channel_state,
                   placed_at = n.placed_at::timestamptz, ship_by = n.ship_by::timestamptz,
                   deliver_by = n.deliver_by::timestamptz, service_level = n.service_level, fulfilled_by = n.fulfilled_by,
                   currency = n.currency, total = n.total::numeric, presentment_currency = n.presentment_currency,
                   presentment_total = n.presentment_total::numeric, country = n.country, region = n.region,
                   postcode_prefix = n.postcode_prefix, test = n.test, pending = n.pending, alerts = n.alerts, doc = n.doc,
                   personal = n.personal, raw = n.raw, inbox_id = n.inbox_id, revision = o.revision + 1, updated_at = ?
              from\s""" + COLUMNS + " where o.id = n.id";

    private static final String STATE = """
            update orders o set state = n.state, alerts = n.alerts, updated_at = ?
              from unnest(?::bigint[], ?::text[], ?::text[]) as n(id, state, alerts)
             where o.id = n.id and (o.state <> n.state or o.alerts <> n.alerts)
            """;

    private static final String KEYS = """
            insert into order_data_key (order_id, wrapped) select * from unnest(?::bigint[], ?::bytea[])
            """;

    private static final String NEW_IDENTITIES = """
            insert into customer_identity (order_id, kind, blind) select * from unnest(?::bigint[], ?::text[], ?::bytea[])
            """;

    private static final String IDENTITIES = NEW_IDENTITIES + """
            on conflict (order_id, kind) do update set blind = excluded.blind
            """;

    private static final String NEW_LINES = """
            insert into order_line (order_id, line_no, channel_line_id, channel_sku, sku, quantity, cancelled, withdrawn)
            select * from unnest(?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::int[], ?::int[], ?::int[])
            """;

    // an upsert looks twice at every index: only for rows that may be there
    private static final String LINES = NEW_LINES + """
            on conflict (order_id, line_no) do update set sku = excluded.sku, quantity = excluded.quantity, cancelled = excluded.cancelled,
                   withdrawn = excluded.withdrawn
            """;

    private record Line(long orderId, WorkingLine line) {}

    private OrderRows() {}

    /** @param stated the orders that took over a statement in this batch */
    public static void addTo(SqlBatch sql, List<SealedOrder> stated, List<WorkingOrder> others, Instant now) {
        List<SealedOrder> fresh =
                stated.stream().filter(one -> one.order().fresh()).toList();
        List<SealedOrder> known =
                stated.stream().filter(one -> !one.order().fresh()).toList();
        if (!fresh.isEmpty()) {
            sql.add(INSERT, columns(now, fresh));
            sql.add(KEYS, longs(fresh, one -> one.order().id()), bytes(fresh, SealedOrder::newKey));
        }
        if (!known.isEmpty()) {
            sql.add(UPDATE, columns(now, known));
        }
        if (!others.isEmpty()) {
            sql.add(
                    STATE,
                    now,
                    longs(others, WorkingOrder::id),
                    texts(others, order -> order.orderState().name()),
                    texts(others, WorkingOrder::alerts));
        }
        addIdentities(sql, NEW_IDENTITIES, fresh);
        addIdentities(sql, IDENTITIES, known);
        addLines(sql, NEW_LINES, fresh.stream().map(SealedOrder::order));
        addLines(sql, LINES, Stream.concat(known.stream().map(SealedOrder::order), others.stream()));
    }

    private static void addIdentities(SqlBatch sql, String statement, List<SealedOrder> orders) {
        List<SealedOrder.Identity> identities =
                orders.stream().flatMap(one -> one.identities().stream()).toList();
        if (!identities.isEmpty()) {
            sql.add(
                    statement,
                    longs(identities, SealedOrder.Identity::orderId),
                    texts(identities, SealedOrder.Identity::kind),
                    bytes(identities, SealedOrder.Identity::blind));
        }
    }

    private static void addLines(SqlBatch sql, String statement, Stream<WorkingOrder> orders) {
        List<Line> lines = orders.flatMap(
                        order -> order.lines().values().stream().map(line -> new Line(order.id(), line)))
                .toList();
        if (!lines.isEmpty()) {
            sql.add(
                    statement,
                    longs(lines, Line::orderId),
                    ints(lines, one -> one.line.lineNo()),
                    texts(lines, one -> one.line.channelLineId()),
                    texts(lines, one -> one.line.channelSku()),
                    texts(lines, one -> one.line.sku()),
                    ints(lines, one -> one.line.quantity()),
                    ints(lines, one -> one.line.cancelled()),
                    ints(lines, one -> one.line.withdrawn()));
        }
    }

    private static Object[] columns(Instant now, List<SealedOrder> rows) {
        return new Object[] {
            now,
            longs(rows, one -> one.order().id()),
            ints(rows, one -> one.order().accountId()),
            texts(rows, one -> one.order().channelOrderId()),
            texts(rows, one -> one.stated().number()),
            instants(rows, one -> one.stated().version()),
            bytes(rows, one -> one.order().contentHash()),
            bytes(rows, one -> one.order().shipToHash()),
            texts(rows, one -> one.order().orderState().name()),
            texts(rows, one -> one.stated().channelStatus()),
            instants(rows, one -> one.stated().placedAt()),
            instants(rows, one -> one.stated().shipBy()),
            instants(rows, one -> one.stated().deliverBy()),
            texts(rows, one -> one.stated().serviceLevel()),
            texts(rows, one -> one.stated().channelFulfilled() ? "channel" : "merchant"),
            texts(rows, one -> one.stated().currency()),
            decimals(rows, one -> one.stated().total()),
            texts(rows, one -> one.stated().presentmentCurrency()),
            decimals(rows, one -> one.stated().presentmentTotal()),
            texts(rows, one -> one.stated().country()),
            texts(rows, one -> one.stated().region()),
            texts(rows, one -> one.stated().postcodePrefix()),
            flags(rows, one -> one.stated().test()),
            flags(rows, one -> one.order().pending()),
            texts(rows, one -> one.order().alerts()),
            texts(rows, SealedOrder::document),
            bytes(rows, SealedOrder::personal),
            bytes(rows, SealedOrder::raw),
            longs(rows, one -> one.observation().event().id()),
            instants(rows, one -> one.observation().event().receivedAt())
        };
    }
}
