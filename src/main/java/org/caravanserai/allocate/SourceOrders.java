package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.Reservations;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.NextStep;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.sourcing.Allocation;
import org.caravanserai.sourcing.Demand;
import org.caravanserai.sourcing.Sourcing;
import org.caravanserai.sourcing.SourcingDecision;

/**
 * Decides for each waiting group, in the order the events came, which locations ship it, on the stock that the orders
 * before it left over, and reserves the units there; for an account in shadow on a copy, where nothing is reserved. What was seen, chosen and rejected goes onto the audit trail.
 */
public final class SourceOrders {

    private final BatchDependencies dependencies;
    private final Sourcing sourcing;
    private final Duration retryAfter;
    private final Reservations reservations;

    /** @param retryAfter when a back-ordered group is tried again although no stock was reported */
    public SourceOrders(BatchDependencies dependencies, Sourcing sourcing, Duration retryAfter) {
        this.dependencies = dependencies;
        this.sourcing = sourcing;
        this.retryAfter = retryAfter;
        this.reservations = new Reservations(dependencies.ids());
    }

    public Batch source(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        Round round = batch.round();
        List<String> locations = null;
        for (WorkingOrder order : round.orders().inArrivalOrder()) {
            for (WorkingGroup group : order.groups().copy()) {
                if (group.state() == GroupState.RECEIVED && !order.holds().block(group, HoldStep.ALLOCATE)) {
                    locations = locations == null ? activeLocations() : locations;
                    source(round, order, group, locations);
                }
            }
        }
        return batch;
    }

    private void source(Round round, WorkingOrder order, WorkingGroup group, List<String> locations) {
        List<Demand> demand = new ArrayList<>();
        group.lines().forEach((no, units) -> {
            if (units.open() > 0) {
                WorkingLine line = order.lines().get(no);
                demand.add(new Demand(no, line.sku(), line.parts(), units.open()));
            }
        });
        ObjectNode seen = SourcingEvidence.stockSeen(round.stock(), demand, locations);
        boolean shadow = round.isShadow(order.accountId());
        SourcingDecision decision = sourcing.decide(demand, locations, (sku, location) -> {
            StockKey key = new StockKey(sku, location);
            return shadow ? round.shadowStock().available(key) : round.stock().available(key);
        });
        Long inboxId = round.orders().inboxIdOf(order);
        if (decision.met()) {
            round.cases().resolveOf(group);
        }
        if (decision.allocations().isEmpty()) {
            backorder(round, order, group, decision, inboxId);
        } else {
            allocate(round, order, group, decision, inboxId);
        }
        round.audit()
                .add(
                        decision.allocations().isEmpty() ? "group.backordered" : "group.sourced",
                        "hub",
                        order.id(),
                        inboxId,
                        SourcingEvidence.of(group, decision, seen));
    }

    /** The group goes to the first location, unless a case waits with it for what is missing; all else gets groups of its own. */
    private void allocate(
            Round round, WorkingOrder order, WorkingGroup group, SourcingDecision decision, Long inboxId) {
        boolean waits = group.caseId() != null && !decision.met();
        List<Allocation> allocations = decision.allocations();
        TreeMap<Integer, Integer> kept =
                units(waits ? decision.missing() : allocations.get(0).units());
        group.lines().forEach((no, units) -> group.reduce(no, units.open() - kept.getOrDefault(no, 0)));
        if (group.fresh()) {
            group.lines().values().removeIf(units -> units.quantity() == 0);
        }
        if (!waits) {
            reserve(round, order, group, allocations.get(0));
        }
        for (Allocation further : allocations.subList(waits ? 0 : 1, allocations.size())) {
            reserve(round, order, split(order, group, further.units()), further);
        }
        if (!decision.met()) {
            backorder(round, order, waits ? group : split(order, group, decision.missing()), decision, inboxId);
        }
    }

    /** Units of the group become one of their own. */
    private WorkingGroup split(WorkingOrder order, WorkingGroup group, List<Demand> some) {
        WorkingGroup split = WorkingGroup.founded(dependencies.ids().next());
        units(some).forEach((no, quantity) -> split.put(no, quantity, 0));
        split.regrow(group.regrownAt());
        order.holds().holdAlike(group.id(), split.id());
        order.groups().add(split);
        return split;
    }

    private void reserve(Round round, WorkingOrder order, WorkingGroup group, Allocation allocation) {
        boolean shadow = round.isShadow(order.accountId());
        group.locate(allocation.location());
        group.simulate(shadow);
        for (Demand one : allocation.units()) {
            if (shadow) {
                one.parts()
                        .forEach(part -> round.shadowStock()
                                .take(
                                        new StockKey(part.sku(), allocation.location()),
                                        one.quantity() * part.perUnit()));
                continue;
            }
            reservations.make(round, order, group, one.lineNo(), one.parts(), one.quantity());
        }
        group.become(GroupState.ALLOCATED, NextStep.RELEASE, round.now());
        if (order.holds().block(group, HoldStep.RELEASE)) {
            HoldOrders.waitFor(order, group, HoldStep.RELEASE);
        }
    }

    private static TreeMap<Integer, Integer> units(List<Demand> some) {
        TreeMap<Integer, Integer> units = new TreeMap<>();
        some.forEach(one -> units.merge(one.lineNo(), one.quantity(), Integer::sum));
        return units;
    }

    private void backorder(
            Round round, WorkingOrder order, WorkingGroup group, SourcingDecision decision, Long inboxId) {
        if (group.caseId() == null) {
            round.cases()
                    .open(
                            CaseCode.NO_STOCK,
                            order,
                            group,
                            inboxId,
                            "Order " + order.number() + " waits for " + SourcingEvidence.units(decision.missing())
                                    + ": " + SourcingEvidence.missing(decision),
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("group", group.id())
                                    .put("rule", decision.rule())
                                    .toString());
        } else {
            round.cases().seeAgain(group.caseId());
        }
        group.simulate(false);
        group.become(
                GroupState.BACKORDERED,
                NextStep.RETRY_ALLOCATION,
                round.now().plus(dependencies.timeScale().of(retryAfter)));
    }

    private List<String> activeLocations() throws SQLException {
        List<String> locations = new ArrayList<>();
        try (Statement statement = dependencies.connection().createStatement();
                ResultSet row =
                        statement.executeQuery("select code from location where active order by priority, code")) {
            while (row.next()) {
                locations.add(row.getString(1));
            }
        }
        return locations;
    }
}
