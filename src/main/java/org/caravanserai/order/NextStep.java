package org.caravanserai.order;

import java.util.Locale;

/** What happens to a fulfilment group next, and when nobody does it in time, what a timer does about it. */
public enum NextStep {
    /** Find locations for its units. */
    ALLOCATE(true),
    /** Find locations once more: there was no stock. */
    RETRY_ALLOCATION(true),
    /** Tell its warehouse: done by the sender of that warehouse; a timer asks for it only where a hold keeps it waiting. */
    RELEASE(false),
    /** The warehouse confirms that it has shipped. */
    CONFIRM(true),
    /** The warehouse answers a recall. */
    RECALL_ANSWER(true);

    private final boolean timed;

    NextStep(boolean timed) {
        this.timed = timed;
    }

    /** Whether a timer looks after it when it is due. */
    public boolean timed() {
        return timed;
    }

    /** The word in the database and in timer events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException for a word that names no step */
    public static NextStep of(String word) {
        for (NextStep step : values()) {
            if (step.word().equals(word)) {
                return step;
            }
        }
        throw new IllegalArgumentException("unknown next step '" + word + "'");
    }
}
