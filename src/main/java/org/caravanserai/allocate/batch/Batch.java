package org.caravanserai.allocate.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.caravanserai.audit.AuditBlock;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.Summarised;
import org.caravanserai.base.SummaryCopy;
import org.caravanserai.inbox.Settled;
import org.caravanserai.outbox.MessageCarrier;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * The events of a batch, and the round in which it is decided what follows from them. When somebody else was faster on a
 * stock row, the round is forgotten with all it decided, and the next one decides anew under lock.
 *
 * <p>To Camel it is a stream that must be copied before another thread may read it: so a wire tap gets what was decided until
 * then, while the batch goes on.
 */
public final class Batch implements Settled, Summarised, StreamCache, MessageCarrier {

    private static final int MOST_ROUNDS = 3;

    private final List<EventContext> events = new ArrayList<>();
    private final Thread worker = Thread.currentThread();
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

    /**
     * The batch sends one message for each of its events, saying what is decided of it so far; a part of the summary that names an
     * event sends for that one.
     */
    @Override
    public void append(String step, String queue, Object shown, byte[] readable) {
        if (Thread.currentThread() != worker) {
            throw new IllegalStateException("outbox:send (" + step
                    + ") runs beside its route; put it into the route itself, not behind wireTap");
        }
        if (!open) {
            throw new IllegalStateException(
                    "outbox:send (" + step + ") stands behind store-batch: nothing would write it");
        }
        if (shown instanceof JsonNode part && part.path("inboxId").isTextual()) {
            String id = part.path("inboxId").textValue();
            append(
                    step,
                    queue,
                    events.stream()
                            .filter(one -> Long.toString(one.event().id()).equals(id))
                            .findFirst()
                            .orElseThrow(),
                    readable);
        } else if (shown == this) {
            events.stream()
                    .filter(one -> !one.failed())
                    .forEach(one -> append(step, queue, one, BatchSummary.bytesOfEvent(one, round)));
        } else {
            throw new IllegalStateException(
                    "outbox:send (" + step + ") finds something else than the batch or one of its events as"
                            + " the body: send what stands there to a queue of your own by jmsOut:, or do not change the body");
        }
    }

    private void append(String step, String queue, EventContext event, byte[] body) {
        if (round == null) {
            event.append(step, queue, JsonNodeFactory.instance.objectNode(), body);
        } else {
            round.send(event, step, queue, body);
        }
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

    /** Its events, and what the round has decided about their orders so far. */
    @Override
    public ObjectNode summary() {
        return BatchSummary.of(events, round);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new SummaryCopy(summary());
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
        new SummaryCopy(summary()).writeTo(target);
    }

    @Override
    public void reset() {
        // it is not read up
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    @Override
    public long length() {
        return new SummaryCopy(summary()).length();
    }

    @Override
    public long position() {
        return 0;
    }
}
