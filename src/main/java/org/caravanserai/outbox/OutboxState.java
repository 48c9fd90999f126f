package org.caravanserai.outbox;

import java.util.Locale;

/** The states of a row of the table {@code outbox}. */
public enum OutboxState {
    /** To be sent, once {@code next_at} has come. */
    PENDING,
    /** The intent to send it is committed; nobody knows yet how it ended. */
    SENDING,
    /** The other side has it. */
    SENT,
    /** A person has to look; an open case names the row. */
    CASE,
    /** Not wanted any more; {@code last_error} says why. */
    DROPPED,
    /** Of an account in shadow mode: recorded, never sent. */
    SHADOW;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in the database. */
    public String word() {
        return word;
    }

    /** Reads a word. @throws IllegalArgumentException for any other */
    public static OutboxState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
