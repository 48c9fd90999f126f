package org.caravanserai.notify;

import java.time.Duration;
import java.util.Locale;

/**
 * What became of something that was to be told or asked.
 *
 * @param message one sentence for people, without personal data
 * @param retryAfter how long the channel asked us to wait, or null
 */
public record Verdict(Kind kind, String message, Duration retryAfter) {

    /** How it ended, as far as the sender has to act differently. */
    public enum Kind {
        /** Accepted now. */
        OK,
        /** The channel had it before. */
        ALREADY,
        /** The channel is not ready for it; nothing was sent. */
        WAIT,
        /** Failed for certain, may be tried again. */
        RETRY,
        /** Refused for the rate. */
        THROTTLED,
        /** Refused for good. */
        REJECT,
        /** Nobody knows whether it took effect. */
        UNKNOWN,
        /** What we believed about the channel was out of date. */
        STALE
    }

    public Verdict {
        message = message == null ? "" : message.length() > 500 ? message.substring(0, 500) : message;
    }

    public static Verdict of(Kind kind, String message) {
        return new Verdict(kind, message, null);
    }

    /** The word scripts use. @throws IllegalArgumentException for any other */
    static Kind kind(String word) {
        return Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The channel has it. */
    public boolean done() {
        return kind == Kind.OK || kind == Kind.ALREADY;
    }
}
