package org.caravanserai.allocate;

import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.OutboxRow;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/** Asks for every newly allocated group to be released to its warehouse, the one due first before the others. */
public final class PlanDispatch {

    private final BatchDependencies tools;

    public PlanDispatch(BatchDependencies tools) {
        this.tools = tools;
    }

    public void plan(Batch batch) {
        for (WorkingOrder order : batch.orders().values()) {
            for (WorkingGroup group : order.groups()) {
                if (group.newlyAllocated()) {
                    batch.outbox()
                            .add(new OutboxRow(
                                    tools.ids().next(),
                                    "dispatch",
                                    "location:" + group.location(),
                                    "release",
                                    order.id(),
                                    group.id(),
                                    "{\"groupId\":" + group.id() + "}",
                                    order.shipBy(),
                                    tools.accounts().apply(order.accountId()).shadow()));
                }
            }
        }
    }
}
