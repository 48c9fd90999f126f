package org.caravanserai.order.store;

import static org.caravanserai.base.Columns.flags;
import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.nullableLongs;
import static org.caravanserai.base.Columns.texts;

import java.util.Collection;
import java.util.List;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingParcel;

/** Writes {@code shipment} and {@code shipment_line}: the parcels that have left. */
public final class ShipmentTable {

    private static final String PARCELS = """
            insert into shipment (id, order_id, group_id, outbox_id, completes, reference, parcel_no, carrier, service, tracking, tracking_url, shipped_at)
            select id, order_id, group_id, outbox_id, completes, reference, parcel_no, carrier, service, tracking, tracking_url,
                   shipped_at::timestamptz
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::int[], ?::text[], ?::text[],
                          ?::text[], ?::text[], ?::text[])
                as n(id, order_id, group_id, outbox_id, completes, reference, parcel_no, carrier, service, tracking, tracking_url, shipped_at)
            """;

    private static final String PARCEL_LINES = """
            insert into shipment_line (shipment_id, line_no, quantity) select * from unnest(?::bigint[], ?::int[], ?::int[])
            """;

    private static final String TOLD = """
            update shipment s set tell_state = n.tell_state, intent_at = n.intent_at::timestamptz, told_at = n.told_at::timestamptz,
                   counted_from = n.counted_from::timestamptz, channel_ids = n.channel_ids, named = n.named
              from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[])
                as n(id, tell_state, intent_at, told_at, counted_from, channel_ids, named)
             where s.id = n.id
            """;

    private record ShipmentLine(long shipmentId, int lineNo, int units) {}

    private ShipmentTable() {}

    /** What has become known of how far channels know of parcels that left before. */
    static void addTold(SqlBatch sql, Collection<WorkingOrder> orders) {
        List<WorkingParcel> changed = orders.stream()
                .flatMap(order -> order.parcels().stream())
                .filter(WorkingParcel::changed)
                .toList();
        if (!changed.isEmpty()) {
            sql.add(
                    TOLD,
                    longs(changed, WorkingParcel::id),
                    texts(changed, one -> TellStates.word(one.tell())),
                    instants(changed, one -> one.tell().intentAt()),
                    instants(
                            changed, one -> one.tell().isAccepted() ? one.tell().endedAt() : null),
                    instants(changed, one -> one.tell().countedFrom()),
                    texts(changed, WorkingParcel::channelIds),
                    flags(changed, WorkingParcel::named));
        }
    }

    public static void addInsert(SqlBatch sql, List<NewShipment> shipments) {
        if (shipments.isEmpty()) {
            return;
        }
        sql.add(
                PARCELS,
                longs(shipments, NewShipment::id),
                longs(shipments, NewShipment::orderId),
                longs(shipments, NewShipment::groupId),
                nullableLongs(shipments, NewShipment::outboxId),
                flags(shipments, NewShipment::completes),
                texts(shipments, NewShipment::reference),
                ints(shipments, NewShipment::parcelNo),
                texts(shipments, NewShipment::carrier),
                texts(shipments, NewShipment::service),
                texts(shipments, NewShipment::tracking),
                texts(shipments, NewShipment::trackingUrl),
                instants(shipments, NewShipment::shippedAt));
        List<ShipmentLine> lines = shipments.stream()
                .flatMap(shipment -> shipment.units().entrySet().stream()
                        .map(line -> new ShipmentLine(shipment.id(), line.getKey(), line.getValue())))
                .toList();
        sql.add(
                PARCEL_LINES,
                longs(lines, ShipmentLine::shipmentId),
                ints(lines, ShipmentLine::lineNo),
                ints(lines, ShipmentLine::units));
    }
}
