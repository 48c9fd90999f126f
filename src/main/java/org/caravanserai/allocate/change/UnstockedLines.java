package org.caravanserai.allocate.change;

import java.util.TreeMap;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/** Units of items that are not stocked (a tip, a service, a donation) go where nobody reserves or ships them. */
public final class UnstockedLines {

    private final BatchDependencies dependencies;

    public UnstockedLines(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    public void setAside(Round round, WorkingOrder order) {
        for (WorkingGroup group : order.groups().copy()) {
            if (group.state() == GroupState.RECEIVED || group.state() == GroupState.BACKORDERED) {
                TreeMap<Integer, Integer> aside = new TreeMap<>();
                group.lines().forEach((no, units) -> {
                    if (units.open() > 0 && order.lines().get(no).notStocked()) {
                        aside.put(no, units.open());
                    }
                });
                if (!aside.isEmpty()) {
                    setAside(round, order, group, aside);
                }
            }
        }
    }

    private void setAside(Round round, WorkingOrder order, WorkingGroup group, TreeMap<Integer, Integer> units) {
        long open =
                group.lines().values().stream().filter(one -> one.open() > 0).count();
        if (open == units.size() && group.state() == GroupState.RECEIVED) {
            round.cases().resolveOf(group);
            group.stopAt(GroupState.CHANNEL_FULFILLED);
            return;
        }
        WorkingGroup apart = WorkingGroup.founded(dependencies.ids().next());
        units.forEach((no, quantity) -> {
            apart.put(no, quantity, 0);
            group.reduce(no, quantity);
            if (group.fresh()) {
                group.lines().remove(no);
            }
        });
        apart.stopAt(GroupState.CHANNEL_FULFILLED);
        order.groups().add(apart);
        if (group.isEmpty()) {
            round.cases().resolveOf(group);
            group.stopAt(GroupState.CANCELLED);
        } else if (group.state() == GroupState.BACKORDERED) {
            group.sourceAnew(round.now());
        }
    }
}
