package org.caravanserai.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The fulfilment groups of one order: every ordered unit that is to be fulfilled is in exactly one of them. */
public final class WorkingGroups implements Iterable<WorkingGroup> {

    private final List<WorkingGroup> all = new ArrayList<>();

    public void add(WorkingGroup group) {
        all.add(group);
    }

    /** As they are now, to be walked through while groups are added. */
    public List<WorkingGroup> copy() {
        return List.copyOf(all);
    }

    public Stream<WorkingGroup> stream() {
        return all.stream();
    }

    @Override
    public Iterator<WorkingGroup> iterator() {
        return Collections.unmodifiableList(all).iterator();
    }

    public Optional<WorkingGroup> byId(long groupId) {
        for (WorkingGroup group : all) {
            if (group.id() == groupId) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    /** Units of a line in all groups; of a cancelled one only those that left it all the same. */
    public int held(int lineNo) {
        int held = 0;
        for (WorkingGroup group : all) {
            GroupUnits units = group.lines().get(lineNo);
            if (units != null) {
                held += group.state() == GroupState.CANCELLED ? units.shipped() : units.quantity();
            }
        }
        return held;
    }

    /** Units of a line that somebody else has sent or will send. */
    public int elsewhere(int lineNo) {
        return all.stream()
                .filter(group -> group.state() == GroupState.CHANNEL_FULFILLED)
                .filter(group -> group.lines().containsKey(lineNo))
                .mapToInt(group -> group.lines().get(lineNo).quantity())
                .sum();
    }

    /** Whether nothing of the line is reserved, at a warehouse or gone, here or elsewhere. */
    public boolean isUntouched(int lineNo) {
        return with(lineNo)
                .allMatch(group -> group.state() == GroupState.RECEIVED
                        || group.state() == GroupState.BACKORDERED
                        || group.state() == GroupState.CANCELLED);
    }

    /** Whether units of the line are still to be sent from here. */
    public boolean isWaitedFor(int lineNo) {
        return with(lineNo)
                .anyMatch(group ->
                        !group.state().isTerminal() && group.lines().get(lineNo).open() > 0);
    }

    private Stream<WorkingGroup> with(int lineNo) {
        return all.stream()
                .filter(group -> group.lines().containsKey(lineNo)
                        && group.lines().get(lineNo).quantity() > 0);
    }

    /** The state of the whole order. */
    public GroupState orderState() {
        return OrderState.of(all);
    }
}
