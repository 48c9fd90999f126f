package org.caravanserai.inbox;

/** What an event is about: it decides which way an event goes through the routes. */
public enum EventKind {
    /** A statement about a channel's order, in the words of its shape. */
    ORDER("order"),
    /** Parcels have left. */
    SHIPMENT("shipment"),
    /** Units were counted. */
    STOCK("stock"),
    /** Somebody wants an order, or lines of it, cancelled. */
    CANCEL("cancel"),
    /** A warehouse answers whether it could hold a dispatch back. */
    RECALL_ANSWER("recall-answer"),
    /** Somebody wants a case to be tried again. */
    REDRIVE("redrive"),
    /** A call that told a channel something has ended. */
    OUTCOME("outcome"),
    /** A group's next step is due. */
    TIMER("timer"),
    /** A channel was asked for an order and has it no more. */
    ABSENT("absent"),
    /** Nobody can tell what it is: it is stored and becomes a case, for people to look at. */
    UNRECOGNISED("unrecognised"),
    /** Of a topic the hub has no use for: it is answered as taken and never stored. */
    IGNORED("ignored");

    private final String word;

    EventKind(String word) {
        this.word = word;
    }

    /** As it is written in the database, in headers and in recipes. */
    public String word() {
        return word;
    }

    /** The kind of this word; {@link #UNRECOGNISED} when there is none, as of a row that a later version of the hub wrote. */
    public static EventKind of(String word) {
        for (EventKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        return UNRECOGNISED;
    }

    @Override
    public String toString() {
        return word;
    }
}
