package org.caravanserai.outbox;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.caravanserai.base.HubHeaders;

/**
 * What became of one outward call. A route that consumes from {@code outbox:} leaves it in the exchange property
 * {@link #PROPERTY}; a route that ends without one, or with an exception, counts as {@link Kind#UNKNOWN}.
 *
 * @param kind how it ended
 * @param message one sentence for people, without personal data; never null, at most 500 characters
 * @param retryAfter how long the other side asked us to wait; null when it did not say
 */
public record Outcome(Kind kind, String message, Duration retryAfter) {

    /** Name of the exchange property that carries the outcome out of a route. */
    public static final String PROPERTY = HubHeaders.OUTCOME;

    private static final int LONGEST_MESSAGE = 500;

    /** How a call ended, as far as the sender has to act differently. */
    public enum Kind {
        /** The other side accepted it now. */
        OK,
        /** The other side had it before: as good as accepted. */
        ALREADY,
        /** The other side is not ready for it yet (for instance no open fulfilment order); nothing was sent. */
        WAIT,
        /** It failed for certain and may be tried again: refused before any effect. */
        RETRY,
        /** Refused for the rate; says nothing about the work itself. */
        THROTTLED,
        /** Refused for good: a person has to look. */
        REJECT,
        /** Nobody knows whether it took effect: timeout, broken connection, unreadable answer. */
        UNKNOWN,
        /** What we believed about the other side was out of date; nothing was changed. */
        STALE;

        /** Reads the word a script uses, in any case. @throws IllegalArgumentException for any other */
        public static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public Outcome {
        Objects.requireNonNull(kind, "kind");
        message = message == null ? "" : message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
    }

    /** The other side did not say how long to wait. */
    public static Outcome of(Kind kind, String message) {
        return new Outcome(kind, message, null);
    }

    public static Outcome ok() {
        return of(Kind.OK, "");
    }

    public static Outcome already(String message) {
        return of(Kind.ALREADY, message);
    }

    public static Outcome waiting(String message, Duration retryAfter) {
        return new Outcome(Kind.WAIT, message, retryAfter);
    }

    public static Outcome retry(String message, Duration retryAfter) {
        return new Outcome(Kind.RETRY, message, retryAfter);
    }

    public static Outcome throttled(String message, Duration retryAfter) {
        return new Outcome(Kind.THROTTLED, message, retryAfter);
    }

    public static Outcome reject(String message) {
        return of(Kind.REJECT, message);
    }

    public static Outcome unknown(String message) {
        return of(Kind.UNKNOWN, message);
    }

    public static Outcome stale(String message) {
        return of(Kind.STALE, message);
    }

    /** The same, to be tried again after {@code longest} at the latest, whatever the other side asked for. */
    public Outcome within(Duration longest) {
        return retryAfter == null || retryAfter.compareTo(longest) <= 0 ? this : new Outcome(kind, message, longest);
    }

    /** The other side has it. */
    public boolean done() {
        return kind == Kind.OK || kind == Kind.ALREADY;
    }
}
