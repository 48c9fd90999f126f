package org.caravanserai.allocate;

import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.DispatchMessage;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/** Asks for every newly allocated group to be released to its warehouse, the one due first before the others. */
public final class PlanDispatch {

    private final BatchDependencies dependencies;

    public PlanDispatch(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    public Batch plan(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) {
        Round round = batch.round();
        for (WorkingOrder order : round.orders().all()) {
            for (WorkingGroup group : order.groups()) {
                if (group.newlyAllocated() && !order.holds().block(group, HoldStep.RELEASE)) {
                    boolean shadow = round.isShadow(order.accountId());
                    round.messages()
                            .add(DispatchMessage.of(
                                    dependencies.ids().next(), DispatchMessage.RELEASE, order, group, shadow));
                }
            }
        }
        return batch;
    }
}
