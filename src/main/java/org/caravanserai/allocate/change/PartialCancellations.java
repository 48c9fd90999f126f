package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * Takes units off single lines because somebody asks for it. Only what no warehouse knows of yet is taken; for the rest a
 * person decides whether recalling a whole group is worth it. The command is carried out as far as it can be, unless it names
 * a line that the order does not have: then nothing is done.
 */
public final class PartialCancellations {

    private final BatchDependencies dependencies;
    private final Reductions reductions;

    public PartialCancellations(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.reductions = new Reductions(dependencies);
    }

    public void cancel(Round round, WorkingOrder order, EventContext event, Content.Cancel cancel) {
        List<List<WorkingLine>> named = new ArrayList<>();
        for (Content.LineUnits wish : cancel.lines()) {
            List<WorkingLine> lines = MeantLines.of(order.lines().all(), wish);
            if (lines.isEmpty()) {
                round.fail(
                        event,
                        CaseCode.UNKNOWN_TARGET,
                        "The cancellation names " + MeantLines.name(wish) + ", which order " + order.number()
                                + " does not have",
                        "{}");
                return;
            }
            named.add(lines);
        }
        for (int i = 0; i < named.size(); i++) {
            cancel(round, order, event, cancel.lines().get(i), named.get(i), cancel.reason());
        }
    }

    private void cancel(
            Round round,
            WorkingOrder order,
            EventContext event,
            Content.LineUnits wish,
            List<WorkingLine> lines,
            String reason) {
        int left = wish.quantity();
        for (WorkingLine line : lines) {
            int taken = reductions.takeOff(round, order, event, line.lineNo(), left, "cancelled: " + reason);
            line.withdraw(taken);
            left -= taken;
        }
        if (left > 0) {
            tooLate(round, order, event, wish, lines, left);
        }
    }

    /** Of what is at a warehouse the case ends when that has left or was given back; of what has left already, a person ends it. */
    private static void tooLate(
            Round round,
            WorkingOrder order,
            EventContext event,
            Content.LineUnits wish,
            List<WorkingLine> lines,
            int left) {
        int line = lines.get(0).lineNo();
        String summary = left + " of " + wish.quantity() + " unit(s) of " + MeantLines.name(wish) + " of order "
                + order.number() + " could not be cancelled: no group that is still here holds them";
        String evidence = JsonNodeFactory.instance
                .objectNode()
                .put("line", line)
                .put("asked", wish.quantity())
                .put("cancelled", wish.quantity() - left)
                .toString();
        boolean there = order.groups().stream()
                .filter(group -> !group.state().isTerminal() && !group.state().isUnreleased())
                .anyMatch(group -> group.lines().containsKey(line)
                        && group.lines().get(line).open() > 0);
        if (there) {
            OrderCases.open(
                    round, CaseCode.CANCEL_TOO_LATE, order, line, event.event().id(), summary, evidence);
        } else {
            round.cases()
                    .openAbout(
                            "too-late:" + order.id() + ":" + line,
                            CaseCode.CANCEL_TOO_LATE,
                            order,
                            event.event().id(),
                            summary,
                            evidence);
        }
    }
}
