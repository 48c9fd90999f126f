package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.change.Reservations;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.sourcing.Allocation;
import org.caravanserai.sourcing.Demand;
import org.caravanserai.sourcing.Sourcing;
import org.caravanserai.sourcing.SourcingDecision;

/**
 * Decides for each waiting group, in the order the events came, which locations ship it, on the stock that the orders
 * before it left over, and promises the units there. What was seen, chosen and rejected goes onto the audit trail.
 */
public final class SourceOrders {

    /** How long an unpaid order holds stock softly. */
    static final Duration SOFT_PROMISE = Duration.ofHours(24);

    private final BatchDependencies tools;
    private final Sourcing sourcing;
    private final Duration retryAfter;
    private final Reservations promises;

    /** @param retryAfter when a back-ordered group is tried again although no stock was reported */
    public SourceOrders(BatchDependencies tools, Sourcing sourcing, Duration retryAfter) {
        this.tools = tools;
        this.sourcing = sourcing;
        this.retryAfter = retryAfter;
        this.promises = new Reservations(tools.ids());
    }

    public void source(Batch batch) throws SQLException {
        List<String> locations = null;
        for (WorkingOrder order : inArrivalOrder(batch)) {
            for (WorkingGroup group : List.copyOf(order.groups())) {
                if (group.state() == GroupState.RECEIVED) {
                    locations = locations == null ? activeLocations() : locations;
                    source(batch, order, group, locations);
                }
            }
        }
    }

    private static Set<WorkingOrder> inArrivalOrder(Batch batch) {
        Set<WorkingOrder> orders = new LinkedHashSet<>();
        batch.statedBy().keySet().forEach(id -> orders.add(batch.order(id)));
        orders.addAll(batch.orders().values());
        return orders;
    }

    private void source(Batch batch, WorkingOrder order, WorkingGroup group, List<String> locations) {
        List<Demand> demand = new ArrayList<>();
        group.lines().forEach((no, units) -> {
            if (units.open() > 0) {
                demand.add(new Demand(no, order.lines().get(no).sku(), units.open()));
            }
        });
        ObjectNode seen = stockSeen(batch, demand, locations);
        SourcingDecision decision = sourcing.decide(
                demand, locations, (sku, location) -> batch.stock().available(new StockKey(sku, location)));
        Long inboxId = batch.statedBy().containsKey(order.id())
                ? batch.statedBy().get(order.id()).event().id()
                : null;
        if (decision.met()) {
            batch.goesOn(group);
            assign(batch, order, group, decision.assignments());
        } else {
            shortOf(batch, order, group, decision, inboxId);
        }
        batch.audit()
                .add(
                        decision.met() ? "group.sourced" : "group.backordered",
                        "hub",
                        order.id(),
                        inboxId,
                        inputs(group, decision, seen));
    }

    private void assign(Batch batch, WorkingOrder order, WorkingGroup first, List<Allocation> assignments) {
        for (int i = 0; i < assignments.size(); i++) {
            Allocation assignment = assignments.get(i);
            WorkingGroup group = first;
            if (i == 0) {
                TreeMap<Integer, Integer> kept = units(assignment);
                first.lines().forEach((no, units) -> first.reduce(no, units.open() - kept.getOrDefault(no, 0)));
                if (first.fresh()) {
                    first.lines().values().removeIf(units -> units.quantity() == 0);
                }
            } else {
                group = new WorkingGroup(tools.ids().next(), GroupState.RECEIVED, null, true);
                WorkingGroup split = group;
                units(assignment).forEach((no, quantity) -> split.put(no, quantity, 0));
                order.groups().add(group);
            }
            group.locate(assignment.location());
            for (Demand one : assignment.units()) {
                promises.make(batch, order, group, one.lineNo(), one.sku(), one.quantity());
            }
            if (order.pending()) {
                group.become(
                        GroupState.HELD, "expire", batch.now().plus(tools.pace().of(SOFT_PROMISE)));
            } else {
                group.become(GroupState.ALLOCATED, "release", batch.now());
            }
        }
    }

    private static TreeMap<Integer, Integer> units(Allocation assignment) {
        TreeMap<Integer, Integer> units = new TreeMap<>();
        assignment.units().forEach(one -> units.merge(one.lineNo(), one.quantity(), Integer::sum));
        return units;
    }

    private void shortOf(Batch batch, WorkingOrder order, WorkingGroup group, SourcingDecision decision, Long inboxId) {
        if (group.caseId() == null) {
            batch.except(
                    tools.ids().next(),
                    CaseCode.NO_STOCK,
                    order,
                    group,
                    inboxId,
                    "No two locations together have what order " + order.number() + " needs: "
                            + whatIsMissing(decision),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("group", group.id())
                            .put("rule", decision.rule())
                            .toString());
        } else {
            batch.touchedCases().add(group.caseId());
        }
        group.become(
                GroupState.BACKORDERED,
                "retry-allocation",
                batch.now().plus(tools.pace().of(retryAfter)));
    }

    private static String whatIsMissing(SourcingDecision decision) {
        if (decision.rejected().isEmpty()) {
            return "there is no active location";
        }
        List<String> reasons = new ArrayList<>();
        decision.rejected().stream().limit(3).forEach(one -> reasons.add(one.candidate() + " " + one.reason()));
        return String.join("; ", reasons);
    }

    private static ObjectNode stockSeen(Batch batch, List<Demand> demand, List<String> locations) {
        ObjectNode seen = JsonNodeFactory.instance.objectNode();
        for (Demand one : demand) {
            if (!seen.has(one.sku())) {
                ObjectNode at = seen.putObject(one.sku());
                for (String location : locations) {
                    at.put(location, batch.stock().available(new StockKey(one.sku(), location)));
                }
            }
        }
        return seen;
    }

    private static ObjectNode inputs(WorkingGroup group, SourcingDecision decision, ObjectNode seen) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("group", group.id())
                .put("ruleSet", decision.ruleSet())
                .put("rule", decision.rule())
                .put("steps", decision.steps());
        data.set("stock", seen);
        ArrayNode chosen = data.putArray("chosen");
        for (Allocation assignment : decision.assignments()) {
            ObjectNode one = chosen.addObject().put("location", assignment.location());
            ArrayNode units = one.putArray("units");
            assignment
                    .units()
                    .forEach(unit -> units.addObject()
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

    private List<String> activeLocations() throws SQLException {
        Connection connection = tools.connection();
        List<String> locations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select code from location where active order by priority, code")) {
            while (row.next()) {
                locations.add(row.getString(1));
            }
        }
        return locations;
    }
}
