package org.caravanserai.outbox.source;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkKind;

/**
 * One sort of things to do, from being due to being written down. All methods are set-based: one or few statements for many
 * works.
 */
public interface WorkSource {

    /** The kinds of work it gives. */
    Set<WorkKind> kinds();

    /** Whether it has work for channel accounts only. */
    default boolean accountsOnly() {
        return true;
    }

    /** What may be started at these destinations, the most urgent first within each. */
    List<? extends DueWork> due(Collection<SendCapacity> capacities, Instant now);

    /**
     * Commits the intent of those that are still due and whose lease is still held, and returns them. Whatever is not in
     * the answer is not ours to start.
     */
    Map<DueWork, Work> claim(Map<DueWork, SendCapacity> picks, Instant now);

    /** Makes a claimed work ready for its route, on the thread that makes the call; empty when its content was erased. */
    default Optional<? extends Work> open(Work work) {
        return Optional.of(work);
    }

    /** Writes down how these calls ended, in one transaction, each under its own lease. */
    void complete(List<CompletedCall> calls);

    /** Completes whatever an earlier sender of these destinations left unfinished. */
    default void recover(Collection<SendCapacity> capacities) {}

    /** The claim of these failed with an error, so nobody knows whether it was committed; none of them was called. */
    default void doubt(Map<DueWork, SendCapacity> picks) {}
}
