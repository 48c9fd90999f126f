package org.caravanserai.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.caravanserai.order.due.TellState;

/** What commands of ours took off one order and the channel does not count yet, the oldest first. */
public final class WorkingCancellations implements Iterable<WorkingCancellation> {

    private final List<WorkingCancellation> all = new ArrayList<>();

    public void add(WorkingCancellation one) {
        all.add(one);
    }

    public Stream<WorkingCancellation> stream() {
        return all.stream();
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    @Override
    public Iterator<WorkingCancellation> iterator() {
        return Collections.unmodifiableList(all).iterator();
    }

    /** Units of the line that cancellations other than this one hold as not counted by the channel. */
    public int uncountedBeside(WorkingCancellation one, int lineNo) {
        return all.stream()
                .filter(other -> other != one)
                .mapToInt(other -> other.uncounted(lineNo))
                .sum();
    }

    /**
     * The channel has taken units off a line: they are taken for those that the oldest commands took off.
     *
     * @param withdrawn units of the line that it still counts although commands took them off
     */
    public void count(int lineNo, int withdrawn) {
        int known = all.stream().mapToInt(one -> one.uncounted(lineNo)).sum() - withdrawn;
        for (WorkingCancellation one : all) {
            if (known > 0) {
                int part = Math.min(known, one.uncounted(lineNo));
                one.countUpTo(lineNo, one.uncounted(lineNo) - part);
                known -= part;
            }
        }
    }

    /** Units of the line that a channel was, or may have been, told of and does not count for certain yet. */
    public int told(int lineNo) {
        return all.stream()
                .filter(one -> one.tell().mayHaveHappened())
                .mapToInt(one -> one.uncounted(lineNo))
                .sum();
    }

    /**
     * What a statement counts for certain it says by itself from now on.
     *
     * @param counted whether the statement counts what was told so
     * @return units by line number that were not known to be counted before
     */
    public Map<Integer, Integer> count(WorkingLines lines, Predicate<TellState> counted) {
        Map<Integer, Integer> fresh = new TreeMap<>();
        for (WorkingCancellation one : all) {
            if (counted.test(one.tell())) {
                for (WorkingLine line : lines.all()) {
                    int units = one.uncounted(line.lineNo());
                    line.count(units);
                    one.countUpTo(line.lineNo(), 0);
                    fresh.merge(line.lineNo(), units, Integer::sum);
                }
            }
        }
        return fresh;
    }
}
