package org.caravanserai.allocate.hold;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.channel.account.Account;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;

/**
 * No item is known for what was ordered. Such lines go into a group of their own, which is held, so that the rest goes on;
 * a line with no unit left to send holds nothing.
 */
public final class UnknownListings implements HoldRule {

    private static final String CAUSE = CaseCode.UNKNOWN_SKU.code();
    private static final String SOURCE = "mapping";

    private final BatchDependencies dependencies;

    public UnknownListings(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public Decision prepare(Round round) {
        return order -> decide(round, order);
    }

    private void decide(Round round, WorkingOrder order) {
        Set<Long> held = new HashSet<>();
        for (WorkingGroup group : order.groups().copy()) {
            List<WorkingLine> unknown = unknown(order, group);
            if (!unknown.isEmpty()) {
                WorkingGroup apart = apart(round, order, group, unknown);
                held.add(apart.id());
                place(order, apart, unknown);
            }
        }
        order.holds()
                .open()
                .filter(one ->
                        one.cause().equals(CAUSE) && one.source().equals(SOURCE) && !held.contains(one.groupId()))
                .toList()
                .forEach(one -> order.holds().end(one, "hub"));
    }

    private static List<WorkingLine> unknown(WorkingOrder order, WorkingGroup group) {
        if (group.state() != GroupState.RECEIVED) {
            return List.of();
        }
        return group.lines().entrySet().stream()
                .filter(line -> line.getValue().open() > 0)
                .map(line -> order.lines().get(line.getKey()))
                .filter(line -> line.sku() == null)
                .toList();
    }

    /** The group itself when all that is open in it is unknown. */
    private WorkingGroup apart(Round round, WorkingOrder order, WorkingGroup group, List<WorkingLine> unknown) {
        long open = group.lines().values().stream()
                .filter(units -> units.open() > 0)
                .count();
        if (open == unknown.size()) {
            return group;
        }
        WorkingGroup apart = WorkingGroup.founded(dependencies.ids().next());
        for (WorkingLine line : unknown) {
            int units = group.lines().get(line.lineNo()).open();
            apart.put(line.lineNo(), units, 0);
            group.reduce(line.lineNo(), units);
            if (group.fresh()) {
                group.lines().remove(line.lineNo());
            }
        }
        apart.sourceAnew(round.now());
        order.groups().add(apart);
        return apart;
    }

    private void place(WorkingOrder order, WorkingGroup group, List<WorkingLine> unknown) {
        Account account = dependencies.account(order.accountId());
        ObjectNode evidence = JsonNodeFactory.instance
                .objectNode()
                .put("group", group.id())
                .put("channel", account.channel())
                .put("account", account.name());
        ArrayNode lines = evidence.putArray("unknown");
        unknown.forEach(line -> lines.addObject()
                .put("line", line.lineNo())
                .put("channelSku", line.channelSku())
                .put("product", line.listing().product())
                .put("variant", line.listing().variant()));
        order.holds()
                .place(
                        group.id(),
                        CAUSE,
                        HoldStep.ALLOCATE,
                        SOURCE,
                        null,
                        "No item is known for what was ordered: "
                                + unknown.stream()
                                        .map(line -> "line " + line.lineNo() + " has " + line.listing())
                                        .collect(Collectors.joining(", "))
                                + " (" + account.channel() + "/" + account.name() + ")")
                .with(evidence.toString());
    }
}
