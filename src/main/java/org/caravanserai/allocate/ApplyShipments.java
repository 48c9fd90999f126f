package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.OrderChanges;
import org.caravanserai.allocate.change.Parcels;
import org.caravanserai.allocate.change.Recalls;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.store.OrderLoader;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/** Finds the dispatch that a warehouse confirms, books its parcels, and moves the group on. */
public final class ApplyShipments {

    private final BatchDependencies dependencies;
    private final Parcels parcels;
    private final Recalls recalls;
    private final OrderChanges changes;

    public ApplyShipments(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.parcels = new Parcels(dependencies);
        this.recalls = new Recalls(dependencies);
        this.changes = new OrderChanges(dependencies);
    }

    public Batch apply(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        List<EventContext> events = batch.with(Content.Shipped.class).toList();
        if (events.isEmpty()) {
            return batch;
        }
        Round round = batch.round();
        OrderLoader.documents(
                dependencies.connection(),
                events.stream()
                        .map(event -> order(round, (Content.Shipped) event.content()))
                        .filter(order -> order != null && order.snapshot().isEmpty())
                        .collect(Collectors.toSet()));
        for (EventContext event : events) {
            Content.Shipped shipped = (Content.Shipped) event.content();
            WorkingOrder order = order(round, shipped);
            Optional<WorkingGroup> group = order == null ? Optional.empty() : group(order, shipped);
            if (group.isEmpty() || group.get().state().isUnreleased()) {
                round.fail(
                        event,
                        CaseCode.UNKNOWN_DISPATCH,
                        "The warehouse confirmed " + shipped.reference() + " for a dispatch the hub does not know",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("reference", shipped.reference())
                                .put("dispatch", shipped.groupId())
                                .toString());
            } else {
                apply(round, event, order, group.get(), shipped);
            }
        }
        return batch;
    }

    private void apply(
            Round round, EventContext event, WorkingOrder order, WorkingGroup group, Content.Shipped shipped) {
        int before = round.shipments().size();
        shipped.parcels().forEach(parcel -> parcels.book(round, event, order, group, shipped, parcel));
        Map<Integer, Integer> tooMany = changes.again(round, event, order);
        if (round.shipments().size() > before) {
            recalls.leftMeanwhile(round, order, event, group, tooMany);
        }
        advance(round, event, order, group);
    }

    private static WorkingOrder order(Round round, Content.Shipped shipped) {
        return shipped.groupId() != null
                ? round.orders().ofGroup(shipped.groupId())
                : round.orders().get(shipped.order());
    }

    private static Optional<WorkingGroup> group(WorkingOrder order, Content.Shipped shipped) {
        if (shipped.groupId() != null) {
            return order.groups().byId(shipped.groupId());
        }
        return order.groups().stream()
                .filter(group ->
                        group.state().isAtWarehouse() && group.location().equals(shipped.location()))
                .findFirst();
    }

    private static void advance(Round round, EventContext event, WorkingOrder order, WorkingGroup group) {
        if (group.state() == GroupState.CANCELLED && group.shippedAny()) {
            group.lines().forEach((no, units) -> group.reduce(no, units.open()));
            round.cases()
                    .openAbout(
                            "cancel:" + group.id(),
                            CaseCode.CANCEL_AFTER_SHIPMENT,
                            order,
                            event.event().id(),
                            "Group " + group.id() + " was cancelled and left all the same",
                            "{\"group\":" + group.id() + "}");
        }
        if (group.shippedAny() && group.shippedAll() && group.state() != GroupState.SHIPPED) {
            round.cases().resolveOf(group);
            group.stopAt(GroupState.SHIPPED);
        } else if (group.shippedAny() && group.state() == GroupState.RELEASED) {
            group.become(GroupState.PARTIALLY_SHIPPED, group.nextStep(), group.nextAt());
        }
    }
}
