package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.RecallReason;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;

/**
 * What another address to ship to does to an order's groups. What the warehouse does not know of yet is sourced anew; what
 * waits (for stock, for a person, for payment) goes on waiting, as it is decided anew anyway; what the warehouse has is
 * recalled; about what has left only a person can do something.
 */
final class AddressChanges {

    private static final String WHY = "another address to ship to";

    private final BatchDependencies tools;
    private final Reservations promises;
    private final Recalls recalls;

    AddressChanges(BatchDependencies tools) {
        this.tools = tools;
        this.promises = new Reservations(tools.ids());
        this.recalls = new Recalls(tools);
    }

    void apply(Batch batch, WorkingOrder order, EventContext one) {
        batch.audit()
                .add(
                        "order.readdressed",
                        "hub",
                        order.id(),
                        one.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("version", order.version().toString()));
        List<WorkingGroup> left = new ArrayList<>();
        for (WorkingGroup group : order.groups()) {
            switch (group.state()) {
                case ALLOCATED -> {
                    promises.releaseAll(batch, order, group);
                    group.become(GroupState.RECEIVED, "allocate", batch.now());
                    batch.audit()
                            .add(
                                    "group.taken-back",
                                    "hub",
                                    order.id(),
                                    one.event().id(),
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put("group", group.id())
                                            .put("location", group.location())
                                            .put("reason", WHY));
                }
                case RELEASED, PARTIALLY_SHIPPED, CANCEL_REQUESTED ->
                    recalls.ask(batch, order, one, group, RecallReason.ADDRESS, WHY);
                default -> {
                    // it waits and is decided anew, or it is over
                }
            }
            if (group.shippedAny() && group.state() != GroupState.DELIVERED && group.state() != GroupState.RETURNED) {
                left.add(group);
            }
        }
        if (!left.isEmpty()) {
            except(batch, order, one, left);
        }
    }

    private void except(Batch batch, WorkingOrder order, EventContext one, List<WorkingGroup> left) {
        ObjectNode evidence = JsonNodeFactory.instance.objectNode();
        ArrayNode groups = evidence.putArray("groups");
        left.forEach(group -> groups.add(group.id()));
        batch.except(
                tools.ids().next(),
                CaseCode.CHANGED_AFTER_RELEASE,
                order,
                null,
                one.event().id(),
                "The address of order " + order.number()
                        + " was changed after parcels had left: they go to the address it had before",
                evidence.toString());
    }
}
