package org.caravanserai.order.due;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is left to do of an order.
 *
 * @param lines by line number
 * @param elsewhere units by line number that somebody else has sent
 * @param findings what else the statement shows, in a fixed order
 * @param marked lines that the channel marks as sent, by nobody of us: nothing of them is left to do
 * @param inDoubt whether a call of ours may or may not be counted: a fetch after the channel has settled ends it
 */
public record OrderDue(
        Map<Integer, LineDue> lines,
        Map<Integer, Integer> elsewhere,
        List<StatementFinding> findings,
        Set<Integer> marked,
        boolean inDoubt) {

    public OrderDue {
        lines = Map.copyOf(lines);
        elsewhere = Map.copyOf(elsewhere);
        findings = List.copyOf(findings);
        marked = Set.copyOf(marked);
    }
}
