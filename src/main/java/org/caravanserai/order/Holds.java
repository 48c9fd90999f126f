package org.caravanserai.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The holds of one order. Whoever finds a cause places a hold, and lifts it when the cause is gone; both may be said again and
 * again. The step {@code hold-orders} does the rest: cases, audit trail, next steps, recalls.
 */
public final class Holds {

    private static final String HUB = "hub";

    private final List<Hold> all = new ArrayList<>();

    /** A hold that is in the database. */
    public void known(Hold hold) {
        all.add(hold);
    }

    /**
     * Holds the whole order.
     *
     * @param cause category and cause, {@code address.incomplete}: the code of the case it opens
     * @param source who decides it anew and may lift it
     * @param until when it ends by itself, null when it does not
     * @param words one sentence that a person understands; no personal data
     */
    public Hold place(String cause, HoldStep step, String source, Instant until, String words) {
        return place(null, cause, step, source, until, words);
    }

    /** Holds one group. @param groupId null for the whole order; the rest as above */
    public Hold place(Long groupId, String cause, HoldStep step, String source, Instant until, String words) {
        Optional<Hold> known = all.stream()
                .filter(one -> one.isOpen() || one.changed() && one.releasedBy().equals(HUB))
                .filter(one -> one.cause().equals(cause)
                        && one.source().equals(source)
                        && Objects.equals(one.groupId(), groupId))
                .findFirst();
        if (known.isPresent()) {
            known.get().reopen();
            known.get().restate(step, until, words);
            return known.get();
        }
        Hold hold = Hold.placed(groupId, cause, source, step, words);
        hold.endAt(until);
        if (!releasedByPerson(hold)) {
            all.add(hold);
        }
        return hold;
    }

    /** A group was divided: what holds the one holds the other. */
    public void holdAlike(long groupId, long part) {
        for (Hold one : copy()) {
            if (one.isOpen() && one.groupId() != null && one.groupId() == groupId) {
                Hold same = place(part, one.cause(), one.step(), one.source(), one.until(), one.words())
                        .with(one.evidence());
                if (one.quiet()) {
                    same.quietly();
                }
                if (one.nextLook() != null) {
                    same.lookAt(one.nextLook());
                }
            }
        }
    }

    /** The cause is gone, for the order and all its groups. */
    public void lift(String cause, String source) {
        open().filter(one -> one.cause().equals(cause) && one.source().equals(source))
                .toList()
                .forEach(one -> end(one, HUB));
    }

    /** Somebody or something ends it. @param who {@code hub}, or a person */
    public void end(Hold hold, String who) {
        if (hold.fresh()) {
            all.remove(hold);
        } else {
            hold.release(who);
        }
    }

    /** The hold of this cause and source, whatever it is about. */
    public Optional<Hold> find(String cause, String source) {
        return open().filter(one -> one.cause().equals(cause) && one.source().equals(source))
                .findFirst();
    }

    /** Whether the group must not take this step. */
    public boolean block(WorkingGroup group, HoldStep step) {
        return blocking(group, step).findAny().isPresent();
    }

    /** What keeps the group from this step. */
    public Stream<Hold> blocking(WorkingGroup group, HoldStep step) {
        return open().filter(one -> one.holds(group.id()) && one.step().blocks(step));
    }

    /** Whether something that held the group was released in this round. */
    public boolean letGo(WorkingGroup group) {
        return all.stream().anyMatch(one -> !one.isOpen() && one.changed() && one.holds(group.id()));
    }

    public Stream<Hold> open() {
        return all.stream().filter(Hold::isOpen);
    }

    /** Open and released ones, as they are now. */
    public List<Hold> copy() {
        return List.copyOf(all);
    }

    private boolean releasedByPerson(Hold hold) {
        return all.stream()
                .anyMatch(one -> !one.isOpen()
                        && !one.releasedBy().equals(HUB)
                        && one.cause().equals(hold.cause())
                        && one.source().equals(hold.source())
                        && one.words().equals(hold.words()));
    }
}
