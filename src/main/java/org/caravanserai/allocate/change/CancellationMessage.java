package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.order.WorkingCancellation;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;

/** The document {@code status.v1} of operation {@code cancel}: units that the channel is to take off an order. */
public final class CancellationMessage {

    private CancellationMessage() {}

    public static ObjectNode of(WorkingOrder order, WorkingCancellation cancellation) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("schema", "status.v1")
                .put("orderId", Long.toString(order.id()))
                .put("channelOrderId", order.channelOrderId())
                .put("number", order.number())
                .put("cancellationId", Long.toString(cancellation.id()))
                .put("reason", cancellation.reason())
                .put("whole", nothingIsLeft(order));
        ArrayNode lines = status.putArray("lines");
        cancellation.units().forEach((no, units) -> {
            if (units > 0) {
                WorkingLine line = order.lines().get(no);
                lines.addObject()
                        .put("line", no)
                        .put("lineId", line.channelLineId())
                        .put("sku", line.channelSku())
                        .put("quantity", units)
                        .put("open", open(order, line, cancellation.whole()));
            }
        });
        if (!order.references().isEmpty()) {
            status.set("references", order.references());
        }
        return status;
    }

    /** Units of the line that are still to be sent: of a whole order those that a warehouse did not give back. */
    private static int open(WorkingOrder order, WorkingLine line, boolean whole) {
        int gone = order.parcels().left(line.lineNo()) + order.groups().elsewhere(line.lineNo());
        return whole ? Math.max(0, order.groups().held(line.lineNo()) - gone) : Math.max(0, line.quantity() - gone);
    }

    /** Nothing of the order was sent by anybody, and nothing of it is to be. */
    private static boolean nothingIsLeft(WorkingOrder order) {
        return order.lines().all().stream()
                .allMatch(line -> line.quantity() == 0 && order.groups().held(line.lineNo()) == 0);
    }
}
