package org.caravanserai.allocate.life;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.caravanserai.allocate.life.Dialect.Counts;
import org.caravanserai.allocate.life.Shop.Line;
import org.caravanserai.allocate.life.Shop.Status;
import org.caravanserai.testing.Orders;

/** The hub's own words. */
final class CanonicalPaper implements Paper {

    @Override
    public Written write(String orderId, Shop said, boolean polled) {
        Object[] bought = said.lines.stream()
                .flatMap(line -> java.util.stream.Stream.of(line.sku, line.ordered))
                .toArray();
        ObjectNode order = Orders.order(orderId, said.version.toString().replace("Z", ".000Z"), bought);
        order.put("status", said.status.name().toLowerCase(Locale.ROOT));
        order.put("counts", said.dialect.counts().name().toLowerCase(Locale.ROOT));
        for (int i = 0; i < said.lines.size(); i++) {
            line((ObjectNode) order.path("lines").get(i), said, i);
        }
        if (!said.dialect.listing()) {
            order.putNull("parcels");
            return new Written("canonical", order);
        }
        for (Shop.Parcel parcel : said.parcels) {
            ObjectNode listed = ((ArrayNode) order.path("parcels")).addObject();
            listed.put("id", parcel.id()).put("carrier", "").put("trackingNumber", parcel.tracking());
            ArrayNode lines = listed.putArray("lines");
            for (int i = 0; i < said.lines.size() && !parcel.mute(); i++) {
                if (parcel.units()[i] > 0) {
                    lines.addObject().put("lineId", said.lines.get(i).id).put("quantity", parcel.units()[i]);
                }
            }
        }
        return new Written("canonical", order);
    }

    private static void line(ObjectNode node, Shop said, int index) {
        Line line = said.lines.get(index);
        boolean counting = said.dialect.counts() == Counts.UNITS;
        boolean cancelled = said.status == Status.CANCELLED;
        int sent = said.sent(index);
        node.put("lineId", line.id)
                .put("fulfilled", sent)
                .put("cancelled", cancelled ? Math.max(0, line.ordered - sent) : line.off)
                .put("returned", line.back)
                .put("unclear", cancelled ? 0 : line.unclear)
                .put("sent", line.sent);
        if (counting) {
            node.put("open", cancelled ? 0 : said.unsent(index));
        } else {
            node.putNull("open");
        }
    }
}
