package org.caravanserai.order.store;

import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.texts;

import java.util.List;
import org.caravanserai.base.SqlBatch;

/** Writes {@code shipment} and {@code shipment_line}: the parcels that have left. */
public final class ShipmentTable {

    private static final String PARCELS = """
            insert into shipment (id, order_id, group_id, reference, parcel_no, carrier, service, tracking, tracking_url, shipped_at)
            select id, order_id, group_id, reference, parcel_no, carrier, service, tracking, tracking_url, shipped_at::timestamptz
              from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                as n(id, order_id, group_id, reference, parcel_no, carrier, service, tracking, tracking_url, shipped_at)
            """;

    private static final String PARCEL_LINES = """
            insert into shipment_line (shipment_id, line_no, quantity) select * from unnest(?::bigint[], ?::int[], ?::int[])
            """;

    private record ShipmentLine(long shipmentId, int lineNo, int units) {}

    private ShipmentTable() {}

    public static void addInsert(SqlBatch sql, List<NewShipment> shipments) {
        if (shipments.isEmpty()) {
            return;
        }
        sql.add(
                PARCELS,
                longs(shipments, NewShipment::id),
                longs(shipments, NewShipment::orderId),
                longs(shipments, NewShipment::groupId),
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
