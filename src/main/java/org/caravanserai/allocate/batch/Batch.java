package org.caravanserai.allocate.batch;

import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.audit.AuditBlock;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.inbox.Settled;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * The events of a batch, and the round in which it is decided what follows from them. When somebody else was faster on a
 * stock row, the round is forgotten with all it decided, and the next one decides anew under lock.
 */
public final class Batch implements Settled {

    private static final int MOST_ROUNDS = 3;

    private final List<EventContext> events = new ArrayList<>();
    private boolean open = true;
    private int rounds;
    private Round round;

    /** A batch without events, to be filled. */
    public Batch() {}

    public Batch(EventContext only) {
        events.add(only);
    }

    public void add(EventContext event) {
        events.add(event);
    }

    /** In the order they came. */
    public List<EventContext> events() {
        return events;
    }

    /**
     * Forgets what was decided and begins a round; from the second one on it holds its stock rows while it decides.
     *
     * @param start where the transaction goes back to when the round fails
     * @throws IllegalStateException when the batch was decided often enough
     */
    public void nextRound(Savepoint start, AuditBlock audit, Instant now, IdBlocks ids) {
        if (++rounds > MOST_ROUNDS) {
            throw new IllegalStateException("the batch was decided " + MOST_ROUNDS + " times and never stored");
        }
        round = new Round(start, audit, now, rounds > 1, ids);
    }

    /** @throws IllegalStateException when none was begun */
    public Round round() {
        if (round == null) {
            throw new IllegalStateException("no round of decisions was opened");
        }
        return round;
    }

    /** Events that state an order, could be read and are believed, in the order they came. */
    public Stream<EventContext> stated() {
        return events.stream().filter(one -> !one.failed() && one.snapshot() != null && !round.isAsked(one));
    }

    /** Events whose content is of this type and that nothing has refused so far, in the order they came. */
    public <T extends Content> Stream<EventContext> with(Class<T> type) {
        return events.stream().filter(one -> type.isInstance(one.content()) && !refused(one));
    }

    private boolean refused(EventContext event) {
        return event.failed() || round != null && round.failure(event) != null;
    }

    /** What the round decided is written. */
    public void close() {
        open = false;
    }

    @Override
    public boolean settled(long eventId) {
        return !open && events.stream().anyMatch(one -> one.event().id() == eventId);
    }

    /** Whether another round is needed: what {@code allocate-batch} loops on. */
    public boolean isOpen() {
        return open;
    }
}
