package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
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

    private final BatchDependencies dependencies;
    private final Reservations reservations;
    private final Recalls recalls;

    AddressChanges(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.reservations = new Reservations(dependencies.ids());
        this.recalls = new Recalls(dependencies);
    }

    void apply(Round round, WorkingOrder order, EventContext event) {
        round.audit()
                .add(
                        "order.readdressed",
                        "hub",
                        order.id(),
                        event.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("version", order.head().version().toString()));
        List<WorkingGroup> left = new ArrayList<>();
        for (WorkingGroup group : order.groups()) {
            switch (group.state()) {
                case ALLOCATED -> {
                    reservations.releaseAll(round, order, group);
                    group.sourceAnew(round.now());
                    round.audit()
                            .add(
                                    "group.taken-back",
                                    "hub",
                                    order.id(),
                                    event.event().id(),
                                    JsonNodeFactory.instance
                                            .objectNode()
                                            .put("group", group.id())
                                            .put("location", group.location())
                                            .put("reason", WHY));
                }
                case RELEASED, PARTIALLY_SHIPPED, CANCEL_REQUESTED ->
                    recalls.ask(round, order, event, group, RecallReason.ADDRESS, WHY);
                default -> {
                    // it waits and is decided anew, or it is over
                }
            }
            if (group.shippedAny()) {
                left.add(group);
            }
        }
        if (!left.isEmpty()) {
            openCase(round, order, event, left);
        }
    }

    private void openCase(Round round, WorkingOrder order, EventContext event, List<WorkingGroup> left) {
        ObjectNode evidence = JsonNodeFactory.instance.objectNode();
        ArrayNode groups = evidence.putArray("groups");
        left.forEach(group -> groups.add(group.id()));
        round.cases()
                .openAbout(
                        "left:" + order.id(),
                        CaseCode.CHANGED_AFTER_RELEASE,
                        order,
                        event.event().id(),
                        "The address of order " + order.number()
                                + " was changed after parcels had left: they go to the address it had before",
                        evidence.toString());
    }
}
