package org.caravanserai.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.order.due.OwnCancellation;
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

    /** As the arithmetic of what is left to do sees them; units that no cancellation names are told to nobody. */
    public List<OwnCancellation> own(WorkingLines lines) {
        List<OwnCancellation> own = new ArrayList<>();
        for (WorkingLine line : lines.all()) {
            int rest = line.withdrawn();
            for (WorkingCancellation one : all) {
                int units = Math.min(rest, one.uncounted(line.lineNo()));
                if (units > 0) {
                    own.add(new OwnCancellation(line.lineNo(), units, one.tell()));
                    rest -= units;
                }
            }
            if (rest > 0) {
                own.add(new OwnCancellation(line.lineNo(), rest, TellState.NOT_TOLD));
            }
        }
        return own;
    }
}
