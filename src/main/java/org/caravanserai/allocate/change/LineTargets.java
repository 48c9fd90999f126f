package org.caravanserai.allocate.change;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.order.Bundles;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.ShippedParcels;
import org.caravanserai.order.SnapshotLine;
import org.caravanserai.order.SnapshotParcel;
import org.caravanserai.order.WorkingCancellation;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.due.Counting;
import org.caravanserai.order.due.DueCalculator;
import org.caravanserai.order.due.LineDue;
import org.caravanserai.order.due.OrderDue;
import org.caravanserai.order.due.OrderStatement;
import org.caravanserai.order.due.OwnParcel;
import org.caravanserai.order.due.StatedLine;
import org.caravanserai.order.due.StatedParcel;
import org.caravanserai.order.due.StatementFinding;
import org.caravanserai.order.due.TellState;
import org.caravanserai.order.due.TellState.CountState;
import org.caravanserai.order.due.TellState.TellPhase;
import org.caravanserai.order.due.UnclearUnits;

/**
 * What a snapshot and our own parcels together say of each line: units that we are to send in all, and units that somebody else
 * has sent. It does not depend on what was said before.
 */
final class LineTargets {

    private final WorkingOrder order;
    private final OrderSnapshot stated;
    private final OrderStatement statement;
    private final OrderDue due;
    private final Duration settle;
    private final Set<String> containers;
    private final Map<Integer, UnclearUnits> unclear;

    private LineTargets(
            WorkingOrder order,
            OrderSnapshot stated,
            OrderStatement statement,
            OrderDue due,
            Duration settle,
            Map<Integer, UnclearUnits> unclear) {
        this.order = order;
        this.stated = stated;
        this.statement = statement;
        this.due = due;
        this.settle = settle;
        this.containers = Bundles.containers(stated.document());
        this.unclear = unclear;
    }

    /**
     * @param order with all lines that the snapshot names
     * @param settle how long the channel may take to show what it accepted
     */
    static LineTargets of(WorkingOrder order, OrderSnapshot stated, Duration settle) {
        DueCalculator calculator = new DueCalculator(settle);
        OrderStatement plain = statement(order, stated, Map.of());
        OrderDue due = calculator.of(plain, order.parcels().own());
        if (stated.lines().stream().allMatch(line -> line.unclear() == 0)) {
            return new LineTargets(order, stated, plain, due, settle, Map.of());
        }
        Map<Integer, UnclearUnits> unclear = new TreeMap<>();
        for (SnapshotLine now : stated.lines()) {
            WorkingLine line = order.lines().byChannelId(now.lineId()).orElseThrow();
            int left = order.parcels().left(line.lineNo()) + due.elsewhere().get(line.lineNo());
            int home = line.unclearHome().units() + order.cancellations().told(line.lineNo());
            unclear.put(line.lineNo(), UnclearUnits.of(now.ordered() - now.cancelled(), now.unclear(), home, left));
        }
        OrderStatement statement = statement(order, stated, unclear);
        return new LineTargets(
                order,
                stated,
                statement,
                calculator.of(statement, order.parcels().own()),
                settle,
                unclear);
    }

    /** @param unclear what is known of units taken off without saying whether they had left; a line that is not there has none */
    private static OrderStatement statement(
            WorkingOrder order, OrderSnapshot stated, Map<Integer, UnclearUnits> unclear) {
        Map<String, SnapshotLine> named = stated.byId();
        Map<Integer, StatedLine> lines = new TreeMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (WorkingLine line : order.lines().all()) {
            SnapshotLine now = order.lines().isReplaced(line) ? null : named.get(line.channelLineId());
            numbers.put(line.channelLineId(), line.lineNo());
            if (now == null) {
                int most = Math.max(line.ordered(), line.quantity() + line.cancelled());
                lines.put(line.lineNo(), StatedLine.gone(most));
            } else {
                line.order(now.ordered());
                lines.put(
                        line.lineNo(),
                        line(
                                stated,
                                now,
                                unclear.getOrDefault(line.lineNo(), UnclearUnits.NONE),
                                line,
                                order.groups().elsewhere(line.lineNo())));
            }
        }
        return new OrderStatement(
                stated.counting(),
                order.head().time().readAt(),
                order.head().time().version(),
                lines,
                stated.parcels().map(parcels -> parcels(parcels, numbers)));
    }

    private static StatedLine line(
            OrderSnapshot stated, SnapshotLine line, UnclearUnits unclear, WorkingLine known, int elsewhere) {
        int open = line.open() == null ? 0 : line.open() + unclear.away() + unclear.open();
        int off = line.cancelled() + unclear.home();
        return stated.isCancelled()
                ? new StatedLine(
                        line.ordered(),
                        0,
                        line.fulfilled(),
                        stated.counting() == Counting.UNITS
                                ? Math.max(0, line.ordered() - line.fulfilled())
                                : line.ordered(),
                        line.returned(),
                        false,
                        known.ordered(),
                        0,
                        elsewhere,
                        null)
                : new StatedLine(
                        line.ordered(),
                        open,
                        line.fulfilled(),
                        off,
                        line.returned(),
                        line.sent(),
                        known.ordered(),
                        unclear.open(),
                        elsewhere,
                        known.said().markedAt());
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
        return stated.isCancelled() && stated.counting() != Counting.UNITS
                ? order.groups().elsewhere(lineNo)
                : due.elsewhere().get(lineNo);
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
        int held = held(lineNo);
        return left + held + one.stepFrom(held).units();
    }

    /** What has become clear of units that were taken off without saying whether they had left stays so; when marks came too. */
    void remember() {
        unclear.forEach((lineNo, units) -> order.lines().get(lineNo).knowHome(units.home(), statement.version()));
        if (stated.counting() != Counting.UNITS) {
            stated.lines()
                    .forEach(line -> order.lines()
                            .byChannelId(line.lineId())
                            .ifPresent(known -> known.mark(line.sent(), statement.version())));
        }
    }

    /**
     * What commands of ours took off, and this statement counts for certain, the channel says by itself from now on; so it does
     * of what it does not expect any more, as somebody else has sent it.
     *
     * @return units by line number that the channel, by what it accepted, should not expect any more
     */
    Map<Integer, Integer> countCancellations() {
        Map<Integer, Integer> counted =
                order.cancellations().count(order.lines(), tell -> tell.isSettled(statement, settle));
        order.lines()
                .all()
                .forEach(line -> line.count(line.withdrawn()
                        - Math.max(0, due.lines().get(line.lineNo()).high())));
        return counted;
    }

    /**
     * Lines that are marked as sent, perhaps by us and perhaps by somebody who sent what is still open, with the units in
     * question. What is added once the mark is known was not sent when it was set.
     */
    Map<Integer, Integer> doubtfulMarks(Set<Integer> before) {
        Map<Integer, Integer> marks = new TreeMap<>();
        for (SnapshotLine line : stated.lines()) {
            WorkingLine known = order.lines().byChannelId(line.lineId()).orElseThrow();
            int open = due.lines().get(known.lineNo()).high();
            if (line.sent()
                    && stated.counting() != Counting.UNITS
                    && !stated.isCancelled()
                    && open > 0
                    && !due.marked().contains(known.lineNo())
                    && (before.contains(known.lineNo())
                            || statement.version().equals(known.said().markedAt()))) {
                put(marks, known.lineNo(), open);
            }
        }
        return marks;
    }

    /** Units by line of parcels of ours that left when somebody may have marked the line as sent already, and have sent them too. */
    Map<Integer, Integer> perhapsTwice() {
        Map<Integer, Integer> twice = new TreeMap<>();
        for (SnapshotLine line : stated.lines()) {
            WorkingLine known = order.lines().byChannelId(line.lineId()).orElseThrow();
            Instant unmarked = known.said().unmarkedAt();
            if (unmarked != null && isMarkedByOthers(line, known)) {
                int units = order.parcels().stream()
                        .filter(parcel -> parcel.leftAt().isAfter(unmarked))
                        .mapToInt(parcel -> parcel.units().getOrDefault(known.lineNo(), 0))
                        .sum();
                put(twice, known.lineNo(), units);
            }
        }
        return twice;
    }

    private boolean isMarkedByOthers(SnapshotLine line, WorkingLine known) {
        return stated.isCancelled()
                ? line.sent() && order.parcels().own().stream().noneMatch(OwnParcel::mayHaveMarked)
                : due.marked().contains(known.lineNo());
    }

    /** Parcels that somebody else sent although nothing was left to be sent; the channel does not say what is in them. */
    List<StatedParcel> superfluous() {
        boolean nothingOpen = stated.counting() != Counting.UNITS
                && !stated.isCancelled()
                && due.marked().isEmpty()
                && due.lines().values().stream().allMatch(line -> line.high() <= 0);
        return nothingOpen
                ? due.findings().stream()
                        .filter(StatementFinding.Foreign.class::isInstance)
                        .map(one -> ((StatementFinding.Foreign) one).parcel())
                        .filter(parcel -> parcel.units().isEmpty())
                        .toList()
                : List.of();
    }

    private static void put(Map<Integer, Integer> units, int lineNo, int quantity) {
        if (quantity > 0) {
            units.put(lineNo, quantity);
        }
    }

    /** Lines of which nobody can tell how many units are left to do, with the units in question. */
    Map<Integer, Integer> questions() {
        Map<Integer, Integer> questions = new TreeMap<>();
        unclear.forEach((lineNo, units) -> {
            boolean matters = units.open() > 0
                    && !stated.isCancelled()
                    && due.lines().get(lineNo).high() > 0
                    && !due.marked().contains(lineNo);
            if (matters) {
                questions.put(lineNo, units.open());
            }
        });
        return questions;
    }

    /** Units that have left and are not wanted any more; empty where a mark says only that the rest was sent. */
    OptionalInt tooMany(int lineNo) {
        return due.marked().contains(lineNo)
                ? OptionalInt.empty()
                : OptionalInt.of(Math.max(0, -due.lines().get(lineNo).high()));
    }

    /** What the channel calls the parcels it names. */
    Set<String> parcelNames() {
        return statement.parcels().orElse(List.of()).stream()
                .map(StatedParcel::name)
                .collect(Collectors.toSet());
    }

    /** Lines of which nothing may be released before it is known what the channel counts. */
    boolean waits(int lineNo) {
        return due.lines().get(lineNo).stepFrom(held(lineNo)).waits();
    }

    /**
     * When the channel must have settled what it accepted and may not count yet, a parcel or what was taken off; empty when
     * nothing is in doubt of itself.
     */
    Optional<Instant> settledAt() {
        Stream<TellState> parcels =
                due.inDoubt() ? order.parcels().own().stream().map(OwnParcel::tell) : Stream.empty();
        Stream<TellState> cancellations =
                order.cancellations().stream().filter(one -> !one.isCounted()).map(WorkingCancellation::tell);
        return Stream.concat(parcels, cancellations)
                .filter(tell ->
                        tell.phase() == TellPhase.ACCEPTED && tell.countedBy(statement, settle) != CountState.YES)
                .map(tell -> tell.endedAt().plus(settle))
                .max(Instant::compareTo);
    }

    /** What else the snapshot shows. */
    List<StatementFinding> findings() {
        return due.findings();
    }

    private int held(int lineNo) {
        return openUnits(lineNo) + order.lines().get(lineNo).withdrawn();
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
