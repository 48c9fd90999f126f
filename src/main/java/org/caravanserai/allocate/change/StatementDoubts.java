package org.caravanserai.allocate.change;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.GroupState;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.due.StatedParcel;
import org.caravanserai.order.due.StatementFinding;

/**
 * Holds what cannot be decided by the newest statement. What only a person can tell is a case: a parcel somebody else sent
 * without saying what is in it, a refund of units of which some have left, a mark that we or somebody else may have set. What time will tell is not: whether the channel
 * counts a call of ours already; it is asked again when it must have settled.
 */
final class StatementDoubts {

    private static final String SOURCE = "statement";
    private static final String PARCEL = "parcel:";
    private static final String LINE = "line:";
    private static final String UNCOUNTED = "statement.uncounted";

    private final BatchDependencies dependencies;

    StatementDoubts(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    void hold(Round round, WorkingOrder order, LineTargets targets) {
        parcels(round, order, targets);
        refunds(order, targets);
        marks(order, targets);
        uncounted(round, order, targets);
    }

    private static void parcels(Round round, WorkingOrder order, LineTargets targets) {
        Set<String> doubtful = new HashSet<>();
        for (StatementFinding finding : targets.findings()) {
            if (finding instanceof StatementFinding.ForeignWithoutUnits without) {
                StatedParcel parcel = without.parcel();
                String name = parcel.name();
                doubtful.add(PARCEL + name);
                order.holds()
                        .place(
                                CaseCode.PARCEL_WITHOUT_CONTENT.code(),
                                HoldStep.RELEASE,
                                PARCEL + name,
                                null,
                                "Somebody else sent parcel " + name + " of order " + order.number()
                                        + ", and the channel does not say what is in it");
            }
        }
        Set<String> names = targets.parcelNames();
        boolean takenBack = order.holds()
                .open()
                .filter(one -> one.cause().equals(CaseCode.PARCEL_WITHOUT_CONTENT.code()))
                .anyMatch(one -> !names.contains(one.source().substring(PARCEL.length())));
        if (takenBack) {
            order.groups().stream()
                    .filter(group -> !group.state().isTerminal())
                    .forEach(group -> group.regrow(round.now()));
        }
        lift(order, CaseCode.PARCEL_WITHOUT_CONTENT, doubtful);
    }

    private static void refunds(WorkingOrder order, LineTargets targets) {
        hold(
                order,
                CaseCode.REFUND_UNCLEAR,
                targets.questions(),
                "were refunded, and the channel does not say whether they had left");
    }

    private static void marks(WorkingOrder order, LineTargets targets) {
        Set<Integer> before = order.holds()
                .open()
                .filter(one -> one.cause().equals(CaseCode.MARK_UNCLEAR.code()))
                .map(one -> Integer.valueOf(one.source().substring(LINE.length())))
                .collect(Collectors.toSet());
        hold(
                order,
                CaseCode.MARK_UNCLEAR,
                targets.doubtfulMarks(before),
                "are open, and the channel marks the line as sent: because we said so, or because somebody else sent them");
    }

    /**
     * The channel accepted that units were cancelled here, had time to show it, and expects them: its cancellation failed, or
     * somebody revived the order. Whoever cancelled them here says whether they are sent after all.
     *
     * @param cancelled units by line number that it should not expect any more
     * @param more units that are to be sent in addition
     */
    static void undone(WorkingOrder order, Map<Integer, Integer> cancelled, Map<Integer, Integer> more) {
        more.forEach((lineNo, units) -> {
            int undone = Math.min(units, cancelled.getOrDefault(lineNo, 0));
            if (undone > 0) {
                order.holds()
                        .place(
                                CaseCode.CANCEL_UNDONE.code(),
                                HoldStep.RELEASE,
                                LINE + lineNo,
                                null,
                                undone + " unit(s) of line " + lineNo + " of order " + order.number()
                                        + " were cancelled here, the channel accepted it, and expects them all the same");
            }
        });
        order.holds()
                .open()
                .filter(one -> one.cause().equals(CaseCode.CANCEL_UNDONE.code())
                        && !order.groups()
                                .isWaitedFor(Integer.parseInt(one.source().substring(LINE.length()))))
                .toList()
                .forEach(one -> order.holds().end(one, "hub"));
    }

    /** Holds the order for each line of which units are in doubt, and for no other any more. @param units by line number */
    private static void hold(WorkingOrder order, CaseCode cause, Map<Integer, Integer> units, String words) {
        units.forEach((lineNo, doubtful) -> order.holds()
                .place(
                        cause.code(),
                        HoldStep.RELEASE,
                        LINE + lineNo,
                        null,
                        doubtful + " unit(s) of line " + lineNo + " of order " + order.number() + " " + words));
        lift(order, cause, units.keySet().stream().map(lineNo -> LINE + lineNo).collect(Collectors.toSet()));
    }

    private static void lift(WorkingOrder order, CaseCode cause, Set<String> kept) {
        order.holds()
                .open()
                .filter(one -> one.cause().equals(cause.code()) && !kept.contains(one.source()))
                .toList()
                .forEach(one -> order.holds().end(one, "hub"));
    }

    /** Of a line that waits nothing is released; whatever is in doubt is asked for when the channel must have settled. */
    private void uncounted(Round round, WorkingOrder order, LineTargets targets) {
        Optional<Instant> settled = targets.settledAt();
        boolean asks = dependencies.isAsked(dependencies.account(order.accountId()));
        settled.filter(at -> asks).ifPresent(at -> round.askAgain(order, at.isBefore(round.now()) ? round.now() : at));
        Set<Long> waiting = new HashSet<>();
        for (WorkingGroup group : order.groups()) {
            boolean waits = group.state().isUnreleased()
                    && group.state() != GroupState.BACKORDERED
                    && group.lines().keySet().stream()
                            .anyMatch(no -> group.lines().get(no).open() > 0 && targets.waits(no));
            if (waits) {
                waiting.add(group.id());
                order.holds()
                        .place(
                                group.id(),
                                UNCOUNTED,
                                HoldStep.RELEASE,
                                SOURCE,
                                null,
                                "Whether the channel counts already what it was told is not known")
                        .quietly();
            }
        }
        order.holds()
                .open()
                .filter(one -> one.cause().equals(UNCOUNTED) && !waiting.contains(one.groupId()))
                .toList()
                .forEach(one -> order.holds().end(one, "hub"));
    }
}
