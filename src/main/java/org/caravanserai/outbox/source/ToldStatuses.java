package org.caravanserai.outbox.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.Json;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.ToldShipments;
import org.caravanserai.outbox.WorkKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what channels know now: when a parcel was told, and a row of the audit trail for each status. */
final class ToldStatuses {

    private static final Logger LOG = LoggerFactory.getLogger(ToldStatuses.class);
    private static final String SHIPMENT = "shipment";

    private final ToldShipments shipments;
    private final Clock clock;

    ToldStatuses(ToldShipments shipments, Clock clock) {
        this.shipments = shipments;
        this.clock = clock;
    }

    /**
     * @param rows that the other side has; those that are no status are passed over
     * @return the rows of the audit trail, to be written last
     */
    List<AuditRow> write(List<EndedRow> rows) {
        List<AuditRow> entries = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (EndedRow ended : rows) {
            OutboxRow row = ended.row();
            if (row.kind() != WorkKind.STATUS) {
                continue;
            }
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("outbox", row.id());
            data.put("operation", row.operation());
            data.put("outcome", ended.call().outcome().kind().name().toLowerCase(Locale.ROOT));
            if (row.operation().equals(SHIPMENT)) {
                long shipment = shipment(row);
                ids.add(shipment);
                data.put(SHIPMENT, shipment);
            }
            entries.add(AuditRow.of("status.told", "sender:" + row.destination(), row.orderId(), data));
        }
        if (!ids.isEmpty()) {
            shipments.told(ids.stream().sorted().toList(), clock.instant());
        }
        return entries;
    }

    private static long shipment(OutboxRow row) {
        try {
            JsonNode id = Json.MAPPER.readTree(row.body()).path("shipmentId");
            return Long.parseLong(id.asText("0"));
        } catch (IOException | NumberFormatException e) {
            LOG.warn("outbox row {} names no shipment; its parcel stays untold in the books", row.id());
            return 0;
        }
    }
}
