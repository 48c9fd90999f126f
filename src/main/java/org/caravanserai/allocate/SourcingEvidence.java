package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.inventory.StockView;
import org.caravanserai.order.LinePart;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.sourcing.Allocation;
import org.caravanserai.sourcing.Demand;
import org.caravanserai.sourcing.SourcingDecision;

/** What the audit trail keeps of a sourcing decision: enough to take it once more and compare. */
final class SourcingEvidence {

    /** Reasons named in a case; the audit trail has all of them. */
    private static final int MOST_REASONS = 3;

    private SourcingEvidence() {}

    /** Units available of each SKU at each location; to be read before the decision takes them. */
    static ObjectNode stockSeen(StockView stock, List<Demand> demand, List<String> locations) {
        ObjectNode seen = JsonNodeFactory.instance.objectNode();
        for (Demand one : demand) {
            for (LinePart part : one.parts()) {
                if (!seen.has(part.sku())) {
                    ObjectNode at = seen.putObject(part.sku());
                    for (String location : locations) {
                        at.put(location, stock.available(new StockKey(part.sku(), location)));
                    }
                }
            }
        }
        return seen;
    }

    static ObjectNode of(WorkingGroup group, SourcingDecision decision, ObjectNode seen) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("group", group.id())
                .put("ruleSet", decision.ruleSet())
                .put("rule", decision.rule())
                .put("steps", decision.steps());
        data.set("stock", seen);
        ArrayNode chosen = data.putArray("chosen");
        for (Allocation allocation : decision.allocations()) {
            ObjectNode one = chosen.addObject().put("location", allocation.location());
            ArrayNode units = one.putArray("units");
            allocation
                    .units()
                    .forEach(unit -> units.addObject()
                            .put("line", unit.lineNo())
                            .put("sku", unit.sku())
                            .put("quantity", unit.quantity()));
        }
        if (!decision.missing().isEmpty()) {
            ArrayNode missing = data.putArray("missing");
            decision.missing()
                    .forEach(unit -> missing.addObject()
                            .put("line", unit.lineNo())
                            .put("sku", unit.sku())
                            .put("quantity", unit.quantity()));
        }
        ArrayNode rejected = data.putArray("rejected");
        decision.rejected()
                .forEach(one ->
                        rejected.addObject().put("location", one.candidate()).put("reason", one.reason()));
        return data;
    }

    /** For people: how many of what. */
    static String units(List<Demand> some) {
        return some.stream().map(one -> one.quantity() + " " + one.sku()).collect(Collectors.joining(", "));
    }

    /** For people: what the first locations lack. */
    static String missing(SourcingDecision decision) {
        if (decision.rejected().isEmpty()) {
            return "there is no active location";
        }
        List<String> reasons = new ArrayList<>();
        decision.rejected().stream()
                .limit(MOST_REASONS)
                .forEach(one -> reasons.add(one.candidate() + " " + one.reason()));
        return String.join("; ", reasons);
    }
}
