package org.caravanserai.testbed.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.oracle.ChannelSnapshot.OrderId;

/** The warehouse's ledger: what it was asked to ship, and which parcels left it. */
record WarehouseSnapshot(List<Dispatch> dispatches, List<Violation> violations, int waiting) {

    /** @param lineId the channel's line */
    record Line(int line, String lineId, String sku, int quantity) {}

    /**
     * A parcel that left.
     *
     * @param carrier canonical word
     * @param carrierName its name when the word is {@code other}
     * @param leftAt when it left
     * @param units by the dispatch's line number
     */
    record Parcel(String carrier, String carrierName, String tracking, Instant leftAt, Map<Integer, Integer> units) {}

    /**
     * What the hub asked to be shipped.
     *
     * @param address mark of the address on the label
     * @param asked whether the hub asked to have it back, whatever was answered
     */
    record Dispatch(
            String id,
            String hubOrder,
            OrderId order,
            String location,
            String address,
            boolean asked,
            List<Line> lines,
            List<Parcel> parcels) {
        /** Units of the channel's line in a parcel of this dispatch. */
        int units(Parcel parcel, String lineId) {
            return lines.stream()
                    .filter(line -> line.lineId.equals(lineId))
                    .mapToInt(line -> parcel.units.getOrDefault(line.line, 0))
                    .sum();
        }

        Line line(int number) {
            return lines.stream()
                    .filter(line -> line.line == number)
                    .findFirst()
                    .orElse(null);
        }
    }

    record Violation(String dispatchId, String code, String what) {}

    static final WarehouseSnapshot NONE = new WarehouseSnapshot(List.of(), List.of(), 0);

    static WarehouseSnapshot read(JsonNode ledger) {
        List<Dispatch> dispatches = new ArrayList<>();
        for (JsonNode one : ledger.path("dispatches")) {
            List<Line> lines = new ArrayList<>();
            one.path("lines")
                    .forEach(line -> lines.add(new Line(
                            line.path("line").asInt(),
                            line.path("lineId").asText(),
                            line.path("sku").asText(),
                            line.path("quantity").asInt())));
            List<Parcel> parcels = new ArrayList<>();
            one.path("shipments")
                    .forEach(shipment -> shipment.path("parcels")
                            .forEach(parcel -> parcels.add(
                                    parcel(parcel, shipment.path("at").asText("")))));
            dispatches.add(new Dispatch(
                    one.path("dispatchId").asText(),
                    one.path("orderId").asText(),
                    new OrderId(
                            one.path("channel").asText(),
                            one.path("account").asText(),
                            one.path("channelOrderId").asText()),
                    one.path("location").asText(),
                    one.path("address").asText(""),
                    one.hasNonNull("recalled"),
                    lines,
                    parcels));
        }
        List<Violation> violations = new ArrayList<>();
        ledger.path("violations")
                .forEach(one -> violations.add(new Violation(
                        one.path("dispatchId").asText(),
                        one.path("code").asText(),
                        one.path("what").asText())));
        return new WarehouseSnapshot(
                dispatches, violations, ledger.path("waiting").asInt());
    }

    private static Parcel parcel(JsonNode parcel, String leftAt) {
        Map<Integer, Integer> units = new LinkedHashMap<>();
        parcel.path("lines")
                .forEach(line -> units.merge(
                        line.path("line").asInt(), line.path("quantity").asInt(), Integer::sum));
        return new Parcel(
                parcel.path("carrier").asText(),
                parcel.path("carrierName").asText(""),
                parcel.path("trackingNumber").asText(),
                leftAt.isEmpty() ? Instant.EPOCH : Instant.parse(leftAt),
                units);
    }
}
