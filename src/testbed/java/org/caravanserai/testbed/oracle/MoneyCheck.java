package org.caravanserai.testbed.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Line;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;

/** The canonical order says what was sold: the same lines, SKUs, units, unit prices and currency. */
final class MoneyCheck implements Check {

    @Override
    public void look(Snapshot snapshot, Findings findings) {
        for (Sold sold : snapshot.channels().orders().values()) {
            HubSnapshot.Order order = snapshot.hub().orders().get(sold.id());
            if (order != null && !sold.cancelled()) {
                compare(sold, order, findings);
            }
        }
    }

    private static void compare(Sold sold, HubSnapshot.Order order, Findings findings) {
        JsonNode document = parse(order);
        if (!document.path("currency").asText().equals(sold.currency()) && sold.paid()) {
            findings.add(
                    "order.currency",
                    "the hub's order has another currency than was paid in",
                    sold.id() + ": sold in " + sold.currency() + ", hub says "
                            + document.path("currency").asText());
        }
        for (Line line : sold.lines()) {
            JsonNode found = null;
            for (JsonNode one : document.path("lines")) {
                found = one.path("lineId").asText().equals(line.lineId()) ? one : found;
            }
            if (found == null) {
                findings.add(
                        "line.missing",
                        "a line that was sold is not in the hub's order",
                        sold.id() + " line " + line.lineId());
                continue;
            }
            String where = sold.id() + " line " + line.lineId() + " (" + line.sku() + ")";
            if (!found.path("sku").asText().equals(line.sku())) {
                findings.add(
                        "line.sku",
                        "a line of the hub's order has another SKU than was sold",
                        where + ": hub says " + found.path("sku").asText());
            }
            if (found.path("ordered").asInt() != line.quantity()) {
                findings.add(
                        "line.quantity",
                        "a line of the hub's order has other units than were sold",
                        where + ": sold " + line.quantity() + ", hub says "
                                + found.path("ordered").asInt());
            }
            price(where, line, found.path("unitPrice").asText(""), sold.paid(), findings);
        }
    }

    private static void price(String where, Line line, String stated, boolean paid, Findings findings) {
        if (stated.isEmpty() || stated.equals("null")) {
            if (paid) {
                findings.add("line.price", "a line of the hub's order has no unit price", where);
            }
        } else if (new BigDecimal(stated).compareTo(line.unitPrice()) != 0) {
            boolean total =
                    new BigDecimal(stated).compareTo(line.unitPrice().multiply(BigDecimal.valueOf(line.quantity())))
                            == 0;
            findings.add(
                    "line.price",
                    total
                            ? "the hub reads the total of a line as the price of one unit"
                            : "a line of the hub's order has another unit price than was sold",
                    where + ": " + line.quantity() + " at " + line.unitPrice().toPlainString() + ", hub says "
                            + stated);
        }
    }

    private static JsonNode parse(HubSnapshot.Order order) {
        try {
            return Ask.MAPPER.readTree(order.document());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the document of hub order " + order.id() + " is no JSON", e);
        }
    }
}
