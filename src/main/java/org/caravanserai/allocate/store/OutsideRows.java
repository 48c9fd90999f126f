package org.caravanserai.allocate.store;

import static org.caravanserai.allocate.store.Columns.bytes;
import static org.caravanserai.allocate.store.Columns.instants;
import static org.caravanserai.allocate.store.Columns.ints;
import static org.caravanserai.allocate.store.Columns.longs;
import static org.caravanserai.allocate.store.Columns.nullableLongs;
import static org.caravanserai.allocate.store.Columns.texts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.OutboxRow;
import org.caravanserai.allocate.batch.ParcelRow;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.translate.EventContext;

/** The rows of parcels, of the outbox, of what channels have sold. */
public final class OutsideRows {

    private static final String OUTBOX = """
            insert into outbox (id, kind, destination, operation, order_id, group_id, body, state, deadline, next_at, created_at)
            select id, kind, destination, operation, order_id, group_id, body, state, deadline::timestamptz, ?, ?
              from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bytea[], ?::text[], ?::text[])
                as n(id, kind, destination, operation, order_id, group_id, body, state, deadline)
            """;

    private static final String PARCELS = """
            insert into shipment (id, order_id, group_id, reference, parcel_no, carrier, service, tracking, tracking_url, shipped_at)
            select id, order_id, group_id, reference, parcel_no, carrier, service, tracking, tracking_url, shipped_at::timestamptz
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                as n(id, order_id, group_id, reference, parcel_no, carrier, service, tracking, tracking_url, shipped_at)
            """;

    private static final String PARCEL_LINES = """
            insert into shipment_line (shipment_id, line_no, quantity) select * from unnest(?::bigint[], ?::int[], ?::int[])
            """;

    // what was ordered before our last push was overwritten by it; taking it off again would leave the channel showing
    // too much
    private static final String SOLD = """
            with n as (select * from unnest(?::int[], ?::text[], ?::int[], ?::text[]) as n(account_id, channel_sku, units, placed_at)),
                 l as materialized (
                   select account_id, channel_sku, told_at from listing
                    where (account_id, channel_sku) in (select account_id, channel_sku from n) and believed is not null
                    order by account_id, channel_sku for update),
                 u as (
                   select account_id, channel_sku, sum(units) as units from n join l using (account_id, channel_sku)
                    where n.placed_at::timestamptz > l.told_at + interval '5 seconds' group by account_id, channel_sku)
            update listing s set believed = s.believed - u.units from u
             where s.account_id = u.account_id and s.channel_sku = u.channel_sku
            """;

    private static final String FETCH = """
            insert into inbox_fetch (id, account_id, order_key, next_at)
            select id, account_id, order_key, ? from unnest(?::bigint[], ?::int[], ?::text[]) as n(id, account_id, order_key)
            on conflict do nothing
            """;

    private record ParcelLine(long parcelId, int lineNo, int units) {}

    private OutsideRows() {}

    public static void addTo(SqlBatch sql, Batch batch, Instant now) {
        List<ParcelRow> parcels = batch.parcels();
        if (!parcels.isEmpty()) {
            sql.add(
                    PARCELS,
                    longs(parcels, ParcelRow::id),
                    longs(parcels, ParcelRow::orderId),
                    longs(parcels, ParcelRow::groupId),
                    texts(parcels, ParcelRow::reference),
                    ints(parcels, ParcelRow::parcelNo),
                    texts(parcels, ParcelRow::carrier),
                    texts(parcels, ParcelRow::service),
                    texts(parcels, ParcelRow::tracking),
                    texts(parcels, ParcelRow::trackingUrl),
                    instants(parcels, ParcelRow::shippedAt));
            List<ParcelLine> lines = parcels.stream()
                    .flatMap(parcel -> parcel.units().entrySet().stream()
                            .map(line -> new ParcelLine(parcel.id(), line.getKey(), line.getValue())))
                    .toList();
            sql.add(
                    PARCEL_LINES,
                    longs(lines, ParcelLine::parcelId),
                    ints(lines, ParcelLine::lineNo),
                    ints(lines, ParcelLine::units));
        }
        List<OutboxRow> outbox = batch.outbox();
        if (!outbox.isEmpty()) {
            sql.add(
                    OUTBOX,
                    now,
                    now,
                    longs(outbox, OutboxRow::id),
                    texts(outbox, OutboxRow::kind),
                    texts(outbox, OutboxRow::destination),
                    texts(outbox, OutboxRow::operation),
                    nullableLongs(outbox, OutboxRow::orderId),
                    nullableLongs(outbox, OutboxRow::groupId),
                    bytes(outbox, row -> row.body().getBytes(StandardCharsets.UTF_8)),
                    texts(outbox, row -> row.shadow() ? "shadow" : "pending"),
                    instants(outbox, OutboxRow::deadline));
        }
        addSold(sql, batch);
        List<EventContext> fetches = batch.fetches();
        if (!fetches.isEmpty()) {
            sql.add(
                    FETCH,
                    now,
                    longs(fetches, one -> one.event().id()),
                    ints(fetches, one -> one.account().id()),
                    texts(fetches, one -> one.event().orderKey()));
        }
    }

    private static void addSold(SqlBatch sql, Batch batch) {
        List<Batch.Sold> sold = batch.sold();
        if (!sold.isEmpty()) {
            sql.add(
                    SOLD,
                    ints(sold, Batch.Sold::accountId),
                    texts(sold, Batch.Sold::channelSku),
                    ints(sold, Batch.Sold::units),
                    instants(sold, Batch.Sold::placedAt));
        }
    }
}
