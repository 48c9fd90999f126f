package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.OutboxRow;
import org.caravanserai.allocate.batch.ParcelRow;
import org.caravanserai.allocate.change.Recalls;
import org.caravanserai.allocate.change.Reservations;
import org.caravanserai.allocate.store.LoadOrders;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inventory.Movement;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.AccountRef;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * Books parcels that have left: claims their promises, moves stock and ledger, and asks for the channel to be told. What
 * left is the truth even when the hub counted less: then a {@code found} movement comes first.
 */
public final class ApplyShipments {

    private final BatchDependencies tools;
    private final Reservations promises;
    private final Recalls recalls;

    public ApplyShipments(BatchDependencies tools) {
        this.tools = tools;
        this.promises = new Reservations(tools.ids());
        this.recalls = new Recalls(tools);
    }

    public void apply(Batch batch) throws SQLException {
        List<EventContext> observations = batch.with(Content.Shipped.class).toList();
        if (observations.isEmpty()) {
            return;
        }
        LoadOrders.references(
                tools.connection(),
                observations.stream()
                        .map(one -> order(batch, (Content.Shipped) one.content()))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        for (EventContext one : observations) {
            Content.Shipped shipped = (Content.Shipped) one.content();
            WorkingOrder order = order(batch, shipped);
            Optional<WorkingGroup> group = order == null ? Optional.empty() : group(order, shipped);
            if (group.isEmpty() || group.get().state().isUnreleased()) {
                one.except(
                        CaseCode.UNKNOWN_DISPATCH,
                        "The warehouse confirmed " + shipped.reference() + " for a dispatch the hub does not know",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("reference", shipped.reference())
                                .put("dispatch", shipped.groupId())
                                .toString());
                continue;
            }
            int parcels = batch.parcels().size();
            shipped.parcels().forEach(parcel -> ship(batch, one, order, group.get(), shipped, parcel));
            if (batch.parcels().size() > parcels) {
                recalls.leftMeanwhile(batch, order, one, group.get());
            }
            advance(batch, one, order, group.get());
        }
    }

    private static WorkingOrder order(Batch batch, Content.Shipped shipped) {
        return shipped.groupId() != null ? batch.orderOfGroup(shipped.groupId()) : batch.order(shipped.order());
    }

    private static Optional<WorkingGroup> group(WorkingOrder order, Content.Shipped shipped) {
        if (shipped.groupId() != null) {
            return order.group(shipped.groupId());
        }
        return order.groups().stream()
                .filter(group ->
                        group.state().isAtWarehouse() && group.location().equals(shipped.location()))
                .findFirst();
    }

    private void ship(
            Batch batch,
            EventContext one,
            WorkingOrder order,
            WorkingGroup group,
            Content.Shipped shipped,
            Content.Parcel parcel) {
        Map<Integer, Integer> units = new TreeMap<>();
        for (Content.LineUnits said : parcel.lines()) {
            Optional<Integer> line = line(order, group, said);
            int open = line.map(no -> group.lines().get(no).open()).orElse(0);
            int shippable = Math.min(open, said.quantity());
            if (shippable < said.quantity()) {
                batch.except(
                        tools.ids().next(),
                        CaseCode.OVER_SHIPPED,
                        order,
                        null,
                        one.event().id(),
                        "Parcel " + parcel.tracking() + " holds " + said.quantity() + " unit(s) of a line with " + open
                                + " open",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("tracking", parcel.tracking())
                                .put("open", open)
                                .put("said", said.quantity())
                                .put("group", group.id())
                                .toString());
            }
            if (shippable > 0) {
                book(batch, order, group, line.orElseThrow(), shippable, shipped);
                units.merge(line.get(), shippable, Integer::sum);
            }
        }
        if (!units.isEmpty()) {
            tell(batch, one, order, group, shipped, parcel, units);
        }
    }

    private static Optional<Integer> line(WorkingOrder order, WorkingGroup group, Content.LineUnits said) {
        return group.lines().keySet().stream()
                .filter(no -> {
                    WorkingLine line = order.lines().get(no);
                    return said.line() > 0
                            ? no == said.line()
                            : !said.lineId().isEmpty()
                                    ? line.channelLineId().equals(said.lineId())
                                    : said.sku().equals(line.sku());
                })
                .max((a, b) -> Integer.compare(
                        group.lines().get(a).open(), group.lines().get(b).open()));
    }

    private void book(
            Batch batch, WorkingOrder order, WorkingGroup group, int lineNo, int units, Content.Shipped shipped) {
        StockKey place = new StockKey(order.lines().get(lineNo).sku(), group.location());
        promises.claim(batch, order, group, lineNo, units);
        int lacking = units - batch.stock().available(place);
        if (lacking > 0) {
            batch.stock().change(place, lacking, 0);
            batch.movements()
                    .add(new Movement(place, "found", lacking, "shipment " + shipped.reference(), shipped.shippedAt()));
        }
        batch.stock().change(place, -units, 0);
        batch.movements()
                .add(new Movement(place, "ship", -units, "shipment " + shipped.reference(), shipped.shippedAt()));
        group.ship(lineNo, units);
    }

    private void tell(
            Batch batch,
            EventContext one,
            WorkingOrder order,
            WorkingGroup group,
            Content.Shipped shipped,
            Content.Parcel parcel,
            Map<Integer, Integer> units) {
        int parcelNo = order.nextParcel();
        long parcelId = tools.ids().next();
        batch.parcels()
                .add(new ParcelRow(
                        parcelId,
                        order.id(),
                        group.id(),
                        shipped.reference(),
                        parcelNo,
                        parcel.carrier(),
                        parcel.service(),
                        parcel.tracking(),
                        parcel.trackingUrl(),
                        shipped.shippedAt(),
                        units));
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("schema", "status.v1")
                .put("orderId", Long.toString(order.id()))
                .put("channelOrderId", order.channelOrderId())
                .put("number", order.number())
                .put("parcelNo", parcelNo)
                .put("shipmentId", Long.toString(parcelId))
                .put("carrier", parcel.carrier())
                .put("carrierName", parcel.carrierName())
                .put("service", parcel.service())
                .put("trackingNumber", parcel.tracking())
                .put("trackingUrl", parcel.trackingUrl())
                .put("shippedAt", shipped.shippedAt().toString())
                .put("complete", complete(order));
        ArrayNode lines = status.putArray("lines");
        units.forEach((no, quantity) -> {
            WorkingLine line = order.lines().get(no);
            lines.addObject()
                    .put("line", no)
                    .put("lineId", line.channelLineId())
                    .put("sku", line.channelSku())
                    .put("quantity", quantity);
        });
        // the channel is told parcel by parcel in their order: what it holds under this number before this one is the
        // sisters'
        Map<Integer, Integer> before = order.leftUnder(parcel.tracking());
        if (!before.isEmpty()) {
            ArrayNode alreadyTold = status.putArray("alreadyTold");
            before.forEach((no, quantity) -> alreadyTold
                    .addObject()
                    .put("lineId", order.lines().get(no).channelLineId())
                    .put("quantity", quantity));
        }
        order.left(parcel.tracking(), units);
        if (!order.references().isEmpty()) {
            status.set("references", order.references());
        }
        AccountRef account = tools.accounts().apply(order.accountId());
        if (account.told()) {
            batch.outbox()
                    .add(new OutboxRow(
                            tools.ids().next(),
                            "status",
                            "account:" + account.id(),
                            "shipment",
                            order.id(),
                            group.id(),
                            status.toString(),
                            order.shipBy(),
                            account.shadow()));
        }
        batch.audit()
                .add(
                        "parcel.shipped",
                        "location:" + group.location(),
                        order.id(),
                        one.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("group", group.id())
                                .put("parcel", parcelNo)
                                .put("carrier", parcel.carrier())
                                .put("tracking", parcel.tracking())
                                .set("lines", lines));
    }

    /** Whether nothing of the order is left to be shipped. */
    private static boolean complete(WorkingOrder order) {
        return order.groups().stream().allMatch(group -> group.state().isTerminal() || group.shippedAll());
    }

    private void advance(Batch batch, EventContext one, WorkingOrder order, WorkingGroup group) {
        if (group.state() == GroupState.CANCELLED && group.shippedAny()) {
            group.lines().forEach((no, units) -> group.reduce(no, units.open()));
            batch.except(
                    tools.ids().next(),
                    CaseCode.CANCEL_AFTER_SHIPMENT,
                    order,
                    null,
                    one.event().id(),
                    "Group " + group.id() + " was cancelled and left all the same",
                    "{\"group\":" + group.id() + "}");
        }
        if (group.shippedAny() && group.shippedAll() && group.state() != GroupState.SHIPPED) {
            batch.goesOn(group);
            group.become(GroupState.SHIPPED, null, null);
        } else if (group.shippedAny() && group.state() == GroupState.RELEASED) {
            group.become(GroupState.PARTIALLY_SHIPPED, group.nextStep(), group.nextAt());
        }
    }
}
