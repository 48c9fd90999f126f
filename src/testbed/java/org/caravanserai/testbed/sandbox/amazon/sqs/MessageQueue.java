package org.caravanserai.testbed.sandbox.amazon.sqs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The messages of one queue. A received message stays, hidden, until it is deleted with its newest receipt handle; when the
 * visibility timeout runs out first, it is received again. A handle that was overtaken by a later reception is accepted and
 * deletes nothing, as the real queue warns. Deletion is told to a listener so that it can be kept over a restart.
 */
public final class MessageQueue {

    /** What became of a reader's answer. */
    public enum Answer {
        DONE,
        OVERTAKEN,
        UNKNOWN_HANDLE
    }

    /** No reader may ask for more in one call. */
    public static final int MAX_BATCH = 10;

    private static final class Held {
        private final String id;
        private final String body;
        private final long sentAt;
        private Instant visibleAt;
        private int receptions;
        private String handle;

        private Held(String id, String body, long sentAt, Instant visibleAt) {
            this.id = id;
            this.body = body;
            this.sentAt = sentAt;
            this.visibleAt = visibleAt;
        }
    }

    private final Clock clock;
    private final Supplier<String> ids;
    private final Consumer<String> onDelete;
    private final Map<String, Held> messages = new LinkedHashMap<>();
    private final Map<String, String> handles = new HashMap<>();

    /**
     * @param clock    the sandbox clock
     * @param ids      makes message ids and receipt handles, never the same twice
     * @param onDelete told the id of each message that is gone for good
     */
    public MessageQueue(Clock clock, Supplier<String> ids, Consumer<String> onDelete) {
        this.clock = clock;
        this.ids = ids;
        this.onDelete = onDelete;
    }

    /** Adds a message that can be received from {@code visibleAt} on; a later time makes it overtake nobody. */
    public synchronized String send(String body, Instant visibleAt) {
        String id = ids.get();
        restore(id, body, clock.millis(), visibleAt);
        return id;
    }

    /** Puts back a message known from before a restart; nothing hides it, as a lost reader would not. */
    public synchronized void restore(String id, String body, long sentAt, Instant visibleAt) {
        messages.put(id, new Held(id, body, sentAt, visibleAt));
    }

    /** Forgets a message that was deleted before a restart. */
    public synchronized void forget(String id) {
        messages.remove(id);
    }

    /** Up to {@code max} visible messages, each hidden for {@code visibility} from now. */
    public synchronized List<Received> receive(int max, Duration visibility) {
        Instant now = clock.instant();
        List<Received> taken = new ArrayList<>();
        for (Held held : messages.values()) {
            if (taken.size() == Math.min(max, MAX_BATCH)) {
                break;
            }
            if (!held.visibleAt.isAfter(now)) {
                held.visibleAt = now.plus(visibility);
                held.receptions++;
                held.handle = ids.get();
                handles.put(held.handle, held.id);
                taken.add(new Received(held.id, held.handle, held.body, held.sentAt, held.receptions));
            }
        }
        return taken;
    }

    public synchronized Answer delete(String handle) {
        String id = handles.get(handle);
        if (id == null) {
            return Answer.UNKNOWN_HANDLE;
        }
        Held held = messages.get(id);
        if (held == null) {
            return Answer.DONE;
        }
        if (!handle.equals(held.handle)) {
            return Answer.OVERTAKEN;
        }
        messages.remove(id);
        onDelete.accept(id);
        return Answer.DONE;
    }

    /** Hides the message until {@code visibility} from now; zero shows it at once. */
    public synchronized Answer changeVisibility(String handle, Duration visibility) {
        Held held = messages.get(handles.getOrDefault(handle, ""));
        if (held == null) {
            return Answer.UNKNOWN_HANDLE;
        }
        if (!handle.equals(held.handle)) {
            return Answer.OVERTAKEN;
        }
        held.visibleAt = clock.instant().plus(visibility);
        return Answer.DONE;
    }

    /** Messages not deleted yet, hidden ones included. */
    public synchronized int size() {
        return messages.size();
    }

    /** Messages a reader holds right now, and those whose first showing is yet to come. */
    public synchronized int hidden() {
        Instant now = clock.instant();
        return (int) messages.values().stream()
                .filter(held -> held.visibleAt.isAfter(now))
                .count();
    }
}
