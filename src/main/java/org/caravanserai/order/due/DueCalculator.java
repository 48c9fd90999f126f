package org.caravanserai.order.due;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.caravanserai.order.due.TellState.CountState;

/**
 * Computes {@code due = open - uncounted} per line. <em>Open</em> is what the channel still expects; <em>uncounted</em> are
 * units of our own parcels that the statement does not count yet. Units that commands of ours took off and the channel does not
 * count yet are in it: they stand beside the groups that it is compared with.
 *
 * <ul>
 *   <li>Where statements list parcels, exactly the units that a statement gives to a parcel of ours are counted.
 *   <li>Where they list none, the time at which the statement was read decides; what may or may not be counted gives two
 *       readings.
 *   <li>Where a channel only marks lines or orders as sent, our parcels are never counted, and the mark is believed only if no
 *       call of ours can have set it.
 * </ul>
 */
public final class DueCalculator {

    private final Duration settle;

    /** @param settle how long a channel may take to show what it accepted */
    public DueCalculator(Duration settle) {
        this.settle = settle;
    }

    /**
     * What is left to do.
     *
     * @param parcels all parcels of ours for the order
     */
    public OrderDue of(OrderStatement statement, List<OwnParcel> parcels) {
        Matches matches = match(statement, parcels);
        List<StatementFinding> findings = new ArrayList<>(matches.findings(
                parcels, one -> !one.channelId().isEmpty() && one.tell().isSettled(statement, settle)));
        Map<Integer, LineDue> lines = new TreeMap<>();
        Map<Integer, Integer> elsewhere = new TreeMap<>();
        Set<Integer> marks = new HashSet<>();
        new TreeMap<>(statement.lines()).forEach((lineNo, line) -> {
            boolean marked = isMarkedByOthers(statement, parcels, lineNo);
            if (marked && statement.counting() != Counting.UNITS) {
                marks.add(lineNo);
            }
            int[] uncounted = uncounted(statement, parcels, matches, lineNo);
            uncounted[1] += line.unclear();
            LineDue due = due(statement, line, lineNo, matches, marked, uncounted);
            lines.put(lineNo, due);
            int ours = parcels.stream().mapToInt(one -> one.units(lineNo)).sum();
            int others = elsewhere(statement, line, lineNo, parcels, matches, marked, ours);
            elsewhere.put(lineNo, others);
            beyond(line, lineNo, ours + others, due).ifPresent(findings::add);
        });
        boolean open = lines.values().stream().anyMatch(line -> line.high() > 0);
        matches.foreign()
                .forEach(one -> findings.add(
                        open && one.units().isEmpty()
                                ? new StatementFinding.ForeignWithoutUnits(one)
                                : new StatementFinding.Foreign(one)));
        return new OrderDue(
                lines, elsewhere, findings, marks, lines.values().stream().anyMatch(LineDue::inDoubt));
    }

    /** Whether the line is marked as sent, and no call of ours can have set the mark: none was made before it was there. */
    public static boolean isMarkedByOthers(OrderStatement statement, List<OwnParcel> parcels, int lineNo) {
        StatedLine line = statement.lines().get(lineNo);
        return line.sent()
                && parcels.stream()
                        .filter(one -> statement.counting() != Counting.LINE || one.units(lineNo) > 0)
                        .noneMatch(one -> one.tell().mayHaveMarked(statement, line));
    }

    private static LineDue due(
            OrderStatement statement, StatedLine line, int lineNo, Matches matches, boolean marked, int[] uncounted) {
        if (statement.counting() == Counting.UNITS) {
            return new LineDue(line.open() - uncounted[1], line.open() - uncounted[0]);
        }
        if (marked) {
            return new LineDue(0, 0);
        }
        int open = line.ordered() - line.cancelled() - matches.foreignUnits(lineNo);
        return new LineDue(open - uncounted[1], open - uncounted[0]);
    }

    /** Units that are surely not counted, and the same with all those that may not be. */
    private int[] uncounted(OrderStatement statement, List<OwnParcel> parcels, Matches matches, int lineNo) {
        int sure = 0;
        int doubtful = 0;
        int counted = 0;
        for (OwnParcel parcel : parcels) {
            int units = parcel.units(lineNo);
            if (statement.counting() != Counting.UNITS) {
                sure += units;
            } else if (statement.parcels().isPresent()) {
                sure += Math.max(0, units - matches.counted(parcel, lineNo));
            } else {
                switch (parcel.tell().countedBy(statement, settle)) {
                    case NO -> sure += units;
                    case IN_DOUBT -> doubtful += units;
                    default -> counted += units;
                }
            }
        }
        // what has left has left: more than the channel says was sent it cannot have counted, however late it was asked
        int missed = Math.max(0, counted - statement.lines().get(lineNo).fulfilled());
        return new int[] {sure + missed, sure + missed + doubtful};
    }

    /** Units that somebody else has sent: those of foreign parcels, what is counted beyond ours, or all the rest of a mark. */
    private int elsewhere(
            OrderStatement statement,
            StatedLine line,
            int lineNo,
            List<OwnParcel> parcels,
            Matches matches,
            boolean marked,
            int ours) {
        if (statement.counting() != Counting.UNITS) {
            int rest = Math.max(0, line.ordered() - line.cancelled() - ours);
            int least = Math.max(line.elsewhere(), matches.foreignUnits(lineNo));
            return marked ? Math.max(rest, least) : matches.foreignUnits(lineNo);
        }
        int counted = statement.parcels().isPresent()
                ? parcels.stream().mapToInt(one -> matches.counted(one, lineNo)).sum()
                : parcels.stream()
                        .filter(one -> one.tell().countedBy(statement, settle) != CountState.NO)
                        .mapToInt(one -> one.units(lineNo))
                        .sum();
        return Math.max(0, line.fulfilled() - counted);
    }

    /** Below zero more has left than is wanted: more than was ever ordered is an alarm, anything else goes back. */
    private static Optional<StatementFinding> beyond(StatedLine line, int lineNo, int left, LineDue due) {
        if (left > line.most()) {
            return Optional.of(new StatementFinding.OverShipped(lineNo, left - line.most()));
        }
        return due.high() < 0
                ? Optional.of(new StatementFinding.TakenOffAfterLeaving(lineNo, -due.high()))
                : Optional.empty();
    }

    private static Matches match(OrderStatement statement, List<OwnParcel> parcels) {
        Map<Long, List<StatedParcel>> ours = new TreeMap<>();
        List<StatedParcel> foreign = new ArrayList<>();
        for (StatedParcel stated : statement.parcels().orElse(List.of())) {
            Optional<OwnParcel> own = parcels.stream()
                    .filter(one -> one.is(stated))
                    .min((a, b) -> fit(ours, b, stated) - fit(ours, a, stated));
            own.ifPresentOrElse(
                    one -> ours.computeIfAbsent(one.id(), key -> new ArrayList<>())
                            .add(stated),
                    () -> foreign.add(stated));
        }
        return new Matches(statement.parcels().isPresent(), ours, foreign);
    }

    /** Parcels of ours may share a tracking number: the one that still lacks these units is meant. */
    private static int fit(Map<Long, List<StatedParcel>> ours, OwnParcel parcel, StatedParcel stated) {
        boolean taken = ours.containsKey(parcel.id());
        return (parcel.hasIdOf(stated) ? 4 : 0)
                + (taken ? 0 : 2)
                + (parcel.units().equals(stated.units()) ? 1 : 0);
    }

    /** Which stated parcels are ours. */
    private record Matches(boolean listed, Map<Long, List<StatedParcel>> ours, List<StatedParcel> foreign) {

        int counted(OwnParcel parcel, int lineNo) {
            List<StatedParcel> stated = ours.getOrDefault(parcel.id(), List.of());
            return stated.stream()
                    .mapToInt(one -> one.units().isEmpty() ? parcel.units(lineNo) : one.units(lineNo))
                    .sum();
        }

        int foreignUnits(int lineNo) {
            return foreign.stream().mapToInt(one -> one.units(lineNo)).sum();
        }

        /** @param accepted whether the channel must show the parcel by now */
        List<StatementFinding> findings(List<OwnParcel> parcels, Predicate<OwnParcel> accepted) {
            List<StatementFinding> findings = new ArrayList<>();
            Set<Long> seen = new HashSet<>();
            for (OwnParcel parcel : parcels) {
                List<StatedParcel> stated = ours.get(parcel.id());
                if (stated != null && seen.add(parcel.id())) {
                    findings.add(new StatementFinding.Accepted(
                            parcel.id(), stated.get(0).id()));
                } else if (listed && (parcel.named() || accepted.test(parcel))) {
                    findings.add(new StatementFinding.NotNamed(parcel.id()));
                }
            }
            return findings;
        }
    }
}
