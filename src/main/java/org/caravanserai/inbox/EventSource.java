package org.caravanserai.inbox;

/** How an event came in. */
public enum EventSource {
    /** A channel called us. */
    WEBHOOK("webhook"),
    /** We asked a channel for everything that changed. */
    POLL("poll"),
    /** We asked a channel for one order that another event named. */
    FETCH("fetch"),
    /** From a queue that a channel fills. */
    QUEUE("queue"),
    /** A message to one of the hub's own queues. */
    JMS("jms"),
    /** A file in the intake folder. */
    FILE("file"),
    /** The REST interface, or JMX. */
    API("api"),
    /** The hub's own senders. */
    SENDER("sender"),
    /** The hub's own clock. */
    TIMER("timer"),
    /** A later version of the hub knows; never written. */
    OTHER("other");

    private final String word;

    EventSource(String word) {
        this.word = word;
    }

    /** As it is written in the database and in headers. */
    public String word() {
        return word;
    }

    /** The source of this word; {@link #OTHER} when there is none. */
    public static EventSource of(String word) {
        for (EventSource source : values()) {
            if (source.word.equals(word)) {
                return source;
            }
        }
        return OTHER;
    }

    @Override
    public String toString() {
        return word;
    }
}
