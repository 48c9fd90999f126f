package org.caravanserai.outbox;

import java.util.Locale;
import java.util.Set;

/** The kinds of work senders do; {@code outbox:<word>} is the endpoint of the routes that do it. */
public enum WorkKind {
    /** A message to a warehouse: release or recall of a group. */
    DISPATCH,
    /** What happened to an order, told to its channel: a parcel, a cancellation. */
    STATUS,
    /** A case, announced on {@code hub.exceptions}. */
    EXCEPTION,
    /** An event of the hub, announced to its subscribers. */
    EVENT,
    /** What became of a message, told to the login that sent it. */
    ANSWER,
    /** What a route sends to a queue of one's own. */
    SEND,
    /** Asking a channel for the orders that notification-only events named. */
    FETCH,
    /** Looking through an account's orders. */
    POLL,
    /** Comparing what a channel pushes to us with what it should push. */
    SUBSCRIPTIONS,
    /** The quantity a listing shows. */
    STOCK;

    /** The kinds that are rows of the table {@code outbox}; the others are found where their cause stands. */
    public static final Set<WorkKind> ROWS = Set.of(DISPATCH, STATUS, EXCEPTION, EVENT, ANSWER, SEND);

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in the database, in {@code hubKind}, in endpoints and in metrics. */
    public String word() {
        return word;
    }

    /** Reads a word. @throws IllegalArgumentException for any other */
    public static WorkKind of(String word) {
        for (WorkKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no kind of work");
    }

    /** Whether it only asks a channel: to have it asked once more does no harm, to have it asked too late does. */
    public boolean reads() {
        return this == FETCH || this == POLL || this == SUBSCRIPTIONS;
    }

    @Override
    public String toString() {
        return word;
    }
}
