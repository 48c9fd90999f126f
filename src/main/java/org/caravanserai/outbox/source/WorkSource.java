package org.caravanserai.outbox.source;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.outbox.Work;

/** One kind of things to do, from being due to being settled. All methods are set-based: one or few statements for many works. */
public interface WorkSource {

    /** The kinds of work it gives. */
    Set<String> kinds();

    /** What may be started in these rooms, the most urgent first within each destination. */
    List<? extends DueWork> due(Collection<SendCapacity> rooms, Instant now);

    /**
     * Commits the intent of those that are still due and whose lease is still held, and returns them. Whatever is not in
     * the answer is not ours to start.
     */
    Map<DueWork, Work> claim(Map<DueWork, SendCapacity> picks, Instant now);

    /** Makes a claimed work ready for its route, on the thread that makes the call; empty when its content was erased. */
    default Optional<? extends Work> open(Work work) {
        return Optional.of(work);
    }

    /** Writes down how these ended, in one transaction, each under its own lease. */
    void settle(List<CompletedCall> done);

    /** Whatever an earlier sender of these destinations left unfinished. */
    default void recover(Collection<SendCapacity> rooms) {}

    /** The claim of these failed with an error, so nobody knows whether it was committed; none of them was called. */
    default void doubt(Map<DueWork, SendCapacity> picks) {}
}
