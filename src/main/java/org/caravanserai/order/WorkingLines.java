package org.caravanserai.order;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;

/** The lines of one order, numbered from 1 in the order the channel first stated them; a number is never used again. */
public final class WorkingLines {

    private final TreeMap<Integer, WorkingLine> byNumber = new TreeMap<>();

    /** A line that is in the database. */
    public void put(WorkingLine line) {
        byNumber.put(line.lineNo(), line);
    }

    /**
     * A line the channel states for the first time; its SKU is not mapped yet.
     *
     * @param quantity units that are to be fulfilled, by anybody
     */
    public WorkingLine add(SnapshotLine stated, int quantity) {
        int number = byNumber.isEmpty() ? 1 : byNumber.lastKey() + 1;
        WorkingLine line = new WorkingLine(number, stated.lineId(), stated.listing(), null, quantity, 0, 0);
        byNumber.put(number, line);
        return line;
    }

    /** The line of this number, or null. */
    public WorkingLine get(int lineNo) {
        return byNumber.get(lineNo);
    }

    /** In the order of their numbers. */
    public Collection<WorkingLine> all() {
        return Collections.unmodifiableCollection(byNumber.values());
    }

    /** The line that the channel means by this id now; those before it were of another article. */
    public Optional<WorkingLine> byChannelId(String channelLineId) {
        return byNumber.descendingMap().values().stream()
                .filter(line -> line.channelLineId().equals(channelLineId))
                .findFirst();
    }

    /** Whether the channel, under the same id, means another article by now. */
    public boolean isReplaced(WorkingLine line) {
        return byChannelId(line.channelLineId()).orElseThrow() != line;
    }
}
