package org.caravanserai.process;

import static org.caravanserai.process.Columns.bytes;
import static org.caravanserai.process.Columns.instants;
import static org.caravanserai.process.Columns.ints;
import static org.caravanserai.process.Columns.longs;
import static org.caravanserai.process.Columns.nullableLongs;
import static org.caravanserai.process.Columns.texts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.SqlBatch;

/** The rows of parcels, of the outbox, of what channels have sold. */
final class OutsideRows {

    private static final String OUTBOX = """
            insert into outbox (id, kind, destination, operation, order_id, group_id, body, state, deadline, created_at)
            select id, kind, destination, operation, order_id, group_id, body, state, deadline::timestamptz, ?
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

    private static final String SOLD = """
            with n as (select * from unnest(?::int[], ?::text[], ?::int[]) as n(account_id, channel_sku, units)),
                 l as materialized (select account_id, channel_sku from listing join n using (account_id, channel_sku)
                                     order by account_id, channel_sku for update of listing)
            update listing s set believed = s.believed - n.units
              from n join l using (account_id, channel_sku)
             where s.account_id = n.account_id and s.channel_sku = n.channel_sku and s.believed is not null
            """;

    private static final String FETCH = """
            insert into inbox_fetch (id, account_id, order_key) select * from unnest(?::bigint[], ?::int[], ?::text[]) on conflict do nothing
            """;

    private record ParcelLine(long parcelId, int lineNo, int units) {
    }

    private OutsideRows() {
    }

    static void addTo(SqlBatch sql, Batch batch, Instant now) {
        List<ParcelRow> parcels = batch.parcels();
        if (!parcels.isEmpty()) {
            sql.add(PARCELS, longs(parcels, ParcelRow::id), longs(parcels, ParcelRow::orderId), longs(parcels, ParcelRow::groupId),
                    texts(parcels, ParcelRow::reference), ints(parcels, ParcelRow::parcelNo), texts(parcels, ParcelRow::carrier),
                    texts(parcels, ParcelRow::service), texts(parcels, ParcelRow::tracking), texts(parcels, ParcelRow::trackingUrl),
                    instants(parcels, ParcelRow::shippedAt));
            List<ParcelLine> lines = parcels.stream().flatMap(parcel -> parcel.units().entrySet().stream()
                    .map(line -> new ParcelLine(parcel.id(), line.getKey(), line.getValue()))).toList();
            sql.add(PARCEL_LINES, longs(lines, ParcelLine::parcelId), ints(lines, ParcelLine::lineNo), ints(lines, ParcelLine::units));
        }
        List<OutboxRow> outbox = batch.outbox();
        if (!outbox.isEmpty()) {
            sql.add(OUTBOX, now, longs(outbox, OutboxRow::id), texts(outbox, OutboxRow::kind), texts(outbox, OutboxRow::destination),
                    texts(outbox, OutboxRow::operation), nullableLongs(outbox, OutboxRow::orderId), nullableLongs(outbox, OutboxRow::groupId),
                    bytes(outbox, row -> row.body().getBytes(StandardCharsets.UTF_8)), texts(outbox, row -> row.shadow() ? "shadow" : "pending"),
                    instants(outbox, OutboxRow::deadline));
        }
        addSold(sql, batch);
        List<Observation> fetches = batch.fetches();
        if (!fetches.isEmpty()) {
            sql.add(FETCH, longs(fetches, one -> one.event().id()), ints(fetches, one -> one.account().id()),
                    texts(fetches, one -> one.event().orderKey()));
        }
    }

    private static void addSold(SqlBatch sql, Batch batch) {
        List<Map.Entry<Batch.Sold, Integer>> sold = List.copyOf(batch.sold().entrySet());
        if (!sold.isEmpty()) {
            sql.add(SOLD, ints(sold, one -> one.getKey().accountId()), texts(sold, one -> one.getKey().channelSku()), ints(sold, Map.Entry::getValue));
        }
    }
}
