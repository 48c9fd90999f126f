package org.caravanserai.allocate.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.order.Bundles;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.ShippedParcels;
import org.caravanserai.order.SnapshotLine;
import org.caravanserai.order.SnapshotParcel;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.due.Counting;
import org.caravanserai.order.due.DueCalculator;
import org.caravanserai.order.due.LineDue;
import org.caravanserai.order.due.OrderDue;
import org.caravanserai.order.due.OrderStatement;
import org.caravanserai.order.due.StatedLine;
import org.caravanserai.order.due.StatedParcel;
import org.caravanserai.order.due.StatementFinding;

/**
 * What a snapshot and our own parcels together say of each line: units that we are to send in all, and units that somebody else
 * has sent. It does not depend on what was said before.
 */
final class LineTargets {

    /** How long a channel may take to show what it accepted. */
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private static final DueCalculator DUE = new DueCalculator(SETTLE);

    private final WorkingOrder order;
    private final OrderSnapshot stated;
    private final OrderDue due;
    private final Set<String> containers;

    private LineTargets(WorkingOrder order, OrderSnapshot stated, OrderDue due) {
        this.order = order;
        this.stated = stated;
        this.due = due;
        this.containers = Bundles.containers(stated.document());
    }

    /** @param order with all lines that the snapshot names */
    static LineTargets of(WorkingOrder order, OrderSnapshot stated) {
        Map<String, SnapshotLine> named = new HashMap<>();
        stated.lines().forEach(line -> named.put(line.lineId(), line));
        Map<Integer, StatedLine> lines = new TreeMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (WorkingLine line : order.lines().all()) {
            SnapshotLine now = named.get(line.channelLineId());
            numbers.put(line.channelLineId(), line.lineNo());
            lines.put(
                    line.lineNo(),
                    now == null ? StatedLine.gone(line.quantity() + line.cancelled()) : line(stated, now));
        }
        OrderStatement statement = new OrderStatement(
                stated.lines().stream().allMatch(line -> line.open() == null) ? Counting.ORDER : Counting.UNITS,
                order.head().time().readAt(),
                order.head().time().version(),
                lines,
                stated.parcels().map(parcels -> parcels(parcels, numbers)));
        return new LineTargets(order, stated, DUE.of(statement, order.parcels().own(), List.of()));
    }

    private static StatedLine line(OrderSnapshot stated, SnapshotLine line) {
        int open = line.open() == null ? 0 : line.open();
        int off = line.cancelled() + line.unclear();
        return stated.isCancelled()
                ? new StatedLine(
                        line.ordered(),
                        0,
                        line.fulfilled(),
                        Math.max(0, line.ordered() - line.fulfilled()),
                        line.returned(),
                        false)
                : new StatedLine(line.ordered(), open, line.fulfilled(), off, line.returned(), line.sent());
    }

    private static List<StatedParcel> parcels(List<SnapshotParcel> stated, Map<String, Integer> numbers) {
        List<StatedParcel> parcels = new ArrayList<>();
        for (SnapshotParcel parcel : stated) {
            Map<Integer, Integer> units = new TreeMap<>();
            parcel.units()
                    .forEach((lineId, quantity) -> Optional.ofNullable(numbers.get(lineId))
                            .ifPresent(no -> units.merge(no, quantity, Integer::sum)));
            parcels.add(new StatedParcel(parcel.id(), ShippedParcels.normal(parcel.tracking()), units));
        }
        return parcels;
    }

    /** Units that somebody else has sent or will send: all of them where the channel ships, or nobody has to. */
    int elsewhere(int lineNo, SnapshotLine line) {
        if (line != null && notOurs(lineNo, line)) {
            return Math.max(0, line.quantity() - order.parcels().left(lineNo));
        }
        return due.elsewhere().get(lineNo);
    }

    private boolean notOurs(int lineNo, SnapshotLine line) {
        return stated.channelFulfilled()
                || !line.requiresShipping()
                || containers.contains(line.lineId())
                || order.lines().get(lineNo).notStocked();
    }

    /** Units that we are to send in all, those that have left and those that a command took off included. */
    int ours(int lineNo, SnapshotLine line) {
        int left = order.parcels().left(lineNo);
        if (line != null && notOurs(lineNo, line)) {
            return left;
        }
        LineDue one = due.lines().get(lineNo);
        int held = openUnits(lineNo) + order.lines().get(lineNo).withdrawn();
        return left + held + one.stepFrom(held).units();
    }

    /** What else the snapshot shows. */
    List<StatementFinding> findings() {
        return due.findings();
    }

    /** Units of the line that wait or are at a warehouse. */
    private int openUnits(int lineNo) {
        return order.groups().stream()
                .filter(group -> !group.state().isTerminal() && group.state() != GroupState.CHANNEL_FULFILLED)
                .filter(group -> group.lines().containsKey(lineNo))
                .mapToInt(group -> group.lines().get(lineNo).open())
                .sum();
    }
}
