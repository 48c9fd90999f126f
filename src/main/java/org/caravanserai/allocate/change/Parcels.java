package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.channel.recipe.ChannelOperation;
import org.caravanserai.inventory.Movement;
import org.caravanserai.inventory.MovementKind;
import org.caravanserai.inventory.StockKey;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.LinePart;
import org.caravanserai.order.SnapshotLine;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.store.NewShipment;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.NewMessage;
import org.caravanserai.outbox.WorkKind;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * Books parcels that have left: claims their reservations, moves stock and ledger, and asks for the channel to be told. What
 * left is the truth even when the hub counted less: then a {@code found} movement comes first.
 */
public final class Parcels {

    private final BatchDependencies dependencies;
    private final Reservations reservations;

    public Parcels(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.reservations = new Reservations(dependencies.ids());
    }

    /** Books what of the parcel can be: units beyond the open ones become a case. */
    public void book(
            Round round,
            EventContext event,
            WorkingOrder order,
            WorkingGroup group,
            Content.Shipped shipped,
            Content.Parcel parcel) {
        Map<Integer, Integer> units = new TreeMap<>();
        for (Content.LineUnits said : parcel.lines()) {
            dealOut(round, event, order, group, shipped, parcel, said, units);
        }
        if (!units.isEmpty()) {
            tell(round, event, order, group, shipped, parcel, units);
        }
    }

    /** Units of a SKU may be of several lines: each gets up to what is open of it in this dispatch. */
    private void dealOut(
            Round round,
            EventContext event,
            WorkingOrder order,
            WorkingGroup group,
            Content.Shipped shipped,
            Content.Parcel parcel,
            Content.LineUnits said,
            Map<Integer, Integer> units) {
        List<WorkingLine> lines = MeantLines.dealtOut(
                group.lines().keySet().stream().map(no -> order.lines().get(no)).toList(),
                said,
                line -> open(group, line));
        int open = lines.stream().mapToInt(line -> open(group, line)).sum();
        if (group.state() == GroupState.CANCELLED && !lines.isEmpty() && said.quantity() > open) {
            group.putBack(lines.get(0).lineNo(), said.quantity() - open);
            open = said.quantity();
        }
        if (said.quantity() > open) {
            overShipped(round, event, order, group, parcel, said, open);
        }
        int left = Math.min(open, said.quantity());
        for (WorkingLine line : lines) {
            int shippable = Math.min(left, open(group, line));
            if (shippable > 0) {
                move(round, order, group, line.lineNo(), shippable, shipped);
                units.merge(line.lineNo(), shippable, Integer::sum);
                left -= shippable;
            }
        }
    }

    private static int open(WorkingGroup group, WorkingLine line) {
        return group.lines().get(line.lineNo()).open();
    }

    private static void overShipped(
            Round round,
            EventContext event,
            WorkingOrder order,
            WorkingGroup group,
            Content.Parcel parcel,
            Content.LineUnits said,
            int open) {
        round.cases()
                .openAbout(
                        "over:" + group.id() + ":" + parcel.tracking(),
                        CaseCode.OVER_SHIPPED,
                        order,
                        event.event().id(),
                        "Parcel " + parcel.name() + " holds " + said.quantity() + " unit(s) of "
                                + MeantLines.name(said) + " of order " + order.number() + ", of which " + open
                                + " were open in its dispatch",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("tracking", parcel.tracking())
                                .put("open", open)
                                .put("said", said.quantity())
                                .put("group", group.id())
                                .toString());
    }

    private void move(
            Round round, WorkingOrder order, WorkingGroup group, int lineNo, int units, Content.Shipped shipped) {
        reservations.claim(round, order, group, lineNo, units);
        for (LinePart part : order.lines().get(lineNo).parts()) {
            StockKey key = new StockKey(part.sku(), group.location());
            int left = units * part.perUnit();
            int lacking = left - round.stock().available(key);
            if (lacking > 0) {
                record(round, key, MovementKind.FOUND, lacking, shipped);
            }
            record(round, key, MovementKind.SHIP, -left, shipped);
        }
        group.ship(lineNo, units);
        order.lines().get(lineNo).left(units, shipped.shippedAt());
    }

    private static void record(Round round, StockKey key, MovementKind kind, int units, Content.Shipped shipped) {
        round.stock().change(key, units, 0);
        round.movements().add(new Movement(key, kind, units, "shipment " + shipped.reference(), shipped.shippedAt()));
    }

    /** Whoever marked the order as sent before we tell of a parcel, it was not our call. */
    private static boolean isMarked(WorkingOrder order) {
        return order.statementWithoutPersons().stream()
                .flatMap(stated -> stated.lines().stream())
                .anyMatch(SnapshotLine::sent);
    }

    private void tell(
            Round round,
            EventContext event,
            WorkingOrder order,
            WorkingGroup group,
            Content.Shipped shipped,
            Content.Parcel parcel,
            Map<Integer, Integer> units) {
        Account account = dependencies.account(order.accountId());
        boolean told = dependencies.recipes().find(account.channel()).isPresent();
        Long message = told ? dependencies.ids().next() : null;
        NewShipment shipment = new NewShipment(
                dependencies.ids().next(),
                order.id(),
                group.id(),
                message,
                told && StatusMessage.completes(order) && !isMarked(order),
                shipped.reference(),
                order.parcels().nextNumber(),
                parcel.carrier(),
                parcel.service(),
                parcel.tracking(),
                parcel.trackingUrl(),
                shipped.shippedAt(),
                units);
        round.shipments().add(shipment);
        round.cases().resolveAnywhere(NewCase.ofParcel(parcel.tracking()));
        ObjectNode status = StatusMessage.of(order, shipment, parcel.carrierName());
        order.parcels().add(shipment.working());
        if (message != null) {
            round.messages()
                    .add(new NewMessage(
                            message,
                            WorkKind.STATUS,
                            Destination.account(account.id()),
                            ChannelOperation.SHIPMENT.word(),
                            order.id(),
                            group.id(),
                            status.toString(),
                            order.head().shipBy(),
                            account.mode() == AccountMode.SHADOW));
        }
        round.audit()
                .add(
                        "parcel.shipped",
                        "location:" + group.location(),
                        order.id(),
                        event.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("group", group.id())
                                .put("parcel", shipment.parcelNo())
                                .put("carrier", parcel.carrier())
                                .put("tracking", parcel.tracking())
                                .set("lines", status.get("lines")));
    }
}
