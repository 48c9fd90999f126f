package org.caravanserai.allocate.hold;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.Hold;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.ListingKey;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.SnapshotLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.store.Relatives;

/**
 * A marketplace states the goods of one sale in a parent order and once more in its sub-orders: they leave once. The sub-orders
 * ship as soon as there are any, else the parent does. Where that is not sure (they do not hold all that the parent does, or the
 * parent is at a warehouse already), the order is held with a case.
 */
public final class SubOrders implements HoldRule {

    /** How long the parent waits without a case for the rest of its sub-orders. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final String CHILDREN_SHIP = "order.children_ship";
    private static final String UNSURE = CaseCode.TWICE_SOLD.code();
    private static final String SOURCE = "suborders";

    private final BatchDependencies dependencies;

    public SubOrders(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public Decision prepare(Round round) throws SQLException {
        List<WorkingOrder> stated = round.orders().all().stream()
                .filter(order -> order.snapshot().isPresent())
                .toList();
        Map<OrderRef, Map<ListingKey, Integer>> children = new HashMap<>();
        stated.forEach(order -> order.snapshot().orElseThrow().parentOrder().ifPresent(parent -> {
            Map<ListingKey, Integer> units =
                    children.computeIfAbsent(new OrderRef(order.accountId(), parent), none -> new HashMap<>());
            for (SnapshotLine line : order.snapshot().orElseThrow().lines()) {
                units.merge(line.listing(), line.ordered(), Integer::sum);
            }
        }));
        List<WorkingOrder> concerned = round.orders().all().stream()
                .filter(order -> children.containsKey(order.ref()) || concerns(order))
                .toList();
        Relatives stored = Relatives.read(dependencies.connection(), concerned, stated);
        stored.children()
                .forEach((parent, units) ->
                        units.forEach((listing, quantity) -> children.computeIfAbsent(parent, none -> new HashMap<>())
                                .merge(listing, quantity, Integer::sum)));
        return order -> {
            if (children.containsKey(order.ref()) || saysThatItHasChildren(order)) {
                parent(round, order, children.getOrDefault(order.ref(), Map.of()));
            } else if (parentIsLeaving(round, order, stored)) {
                place(
                        round,
                        order,
                        UNSURE,
                        HoldStep.RELEASE,
                        "The goods of order " + order.number()
                                + " stand in its parent order as well, and a warehouse has that one");
                order.holds().lift(CHILDREN_SHIP, SOURCE);
            } else {
                order.holds().lift(UNSURE, SOURCE);
                order.holds().lift(CHILDREN_SHIP, SOURCE);
            }
        };
    }

    /** Its channel states sub-orders at all, or the order is held because of them. */
    private static boolean concerns(WorkingOrder order) {
        return order.snapshot()
                .map(stated -> stated.document().has("subOrders")
                        || stated.parentOrder().isPresent())
                .orElseGet(
                        () -> order.holds().open().anyMatch(one -> one.source().equals(SOURCE)));
    }

    private static boolean saysThatItHasChildren(WorkingOrder order) {
        return order.statement()
                .map(stated -> stated.document().path("subOrders").asBoolean())
                .orElse(false);
    }

    private static boolean hasParent(WorkingOrder order) {
        return order.statement().flatMap(stated -> stated.parentOrder()).isPresent();
    }

    private void parent(Round round, WorkingOrder order, Map<ListingKey, Integer> children) {
        boolean all = order.lines().all().stream()
                .filter(line -> line.quantity() > 0)
                .allMatch(line -> children.getOrDefault(line.listing(), 0) >= units(order, line.listing()));
        Optional<Hold> waiting = order.holds().find(CHILDREN_SHIP, SOURCE);
        boolean patient = waiting.isEmpty() || waiting.get().nextLook().isAfter(round.now());
        boolean unsure = order.holds().find(UNSURE, SOURCE).isPresent();
        if (hasParent(order)) {
            place(
                    round,
                    order,
                    UNSURE,
                    HoldStep.ALLOCATE,
                    "Order " + order.number() + " is a part of another order and has parts of its own");
            order.holds().lift(CHILDREN_SHIP, SOURCE);
        } else if (all || patient && !unsure) {
            place(
                            round,
                            order,
                            CHILDREN_SHIP,
                            HoldStep.ALLOCATE,
                            "The sub-orders of order " + order.number() + " ship its goods")
                    .quietly();
            order.holds().lift(UNSURE, SOURCE);
        } else {
            place(
                    round,
                    order,
                    UNSURE,
                    HoldStep.ALLOCATE,
                    "The sub-orders of order " + order.number()
                            + (children.isEmpty() ? " have not come" : " do not hold all of its goods"));
            order.holds().lift(CHILDREN_SHIP, SOURCE);
        }
    }

    private static int units(WorkingOrder order, ListingKey listing) {
        return order.lines().all().stream()
                .filter(line -> line.listing().equals(listing))
                .mapToInt(line -> line.quantity())
                .sum();
    }

    private static boolean parentIsLeaving(Round round, WorkingOrder order, Relatives stored) {
        Optional<WorkingOrder> parent = order.snapshot()
                .flatMap(stated -> stated.parentOrder())
                .map(id -> round.orders().get(new OrderRef(order.accountId(), id)));
        return parent.map(known ->
                        known.groups().stream().anyMatch(group -> group.state().isAtWarehouse() || group.shippedAny()))
                .orElse(stored.leaving().contains(order.id()));
    }

    private Hold place(Round round, WorkingOrder order, String cause, HoldStep step, String words) {
        Hold hold = order.holds().place(cause, step, SOURCE, null, words);
        if (hold.nextLook() == null || !hold.nextLook().isAfter(round.now())) {
            hold.lookAt(round.now().plus(dependencies.timeScale().of(PATIENCE)));
        }
        return hold;
    }
}
