package org.caravanserai.notify;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;

/**
 * What an answer means before the channel's own script has a say. An answer that is not what the channel promises (an
 * error page, an empty or cut body) is a failure, never a success.
 */
final class AnswerRules {

    private static final Duration CREDENTIALS = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private final Clock clock;

    AnswerRules(Clock clock) {
        this.clock = clock;
    }

    /** The outcome that no script can change; null when the script decides. */
    Outcome fixedOutcome(ChannelAnswer answer, boolean read) {
        Kind lost = read ? Kind.RETRY : Kind.UNKNOWN;
        if (answer.fault() != null) {
            return switch (answer.fault()) {
                case NOT_SENT -> Outcome.of(Kind.RETRY, "the channel cannot be reached");
                case NOT_AUTHORISED ->
                    new Outcome(
                            Kind.RETRY,
                            "there is no valid secret or token for the channel"
                                    + (answer.detail().isEmpty() ? "" : ": " + answer.detail()),
                            CREDENTIALS);
                case NOT_ALLOWED -> new Outcome(Kind.RETRY, answer.detail(), CREDENTIALS);
                case NOT_TRUSTED -> new Outcome(Kind.RETRY, "the channel's certificate is refused", CREDENTIALS);
                case TOO_LONG ->
                    Outcome.of(
                            lost,
                            "the channel answered " + answer.status() + " with more than 4 MiB, which is not read");
                case BROKEN -> Outcome.of(lost, "the connection broke or timed out before the answer");
            };
        }
        int status = answer.status();
        Duration wait = retryAfter(answer);
        if (status >= 300 && status < 400) {
            return Outcome.reject(
                    "the channel redirects (" + status + "), which is not followed; check the account's base URL");
        }
        if (status == 401) {
            return new Outcome(
                    Kind.RETRY, "the channel refuses our credentials (401)", wait == null ? CREDENTIALS : wait);
        }
        if (status == 429) {
            return new Outcome(Kind.THROTTLED, "too many calls (429)", wait);
        }
        if (status == 503 && wait != null) {
            return new Outcome(Kind.RETRY, "the channel is away (503)", wait);
        }
        if (status >= 500) {
            return new Outcome(lost, "the channel failed (" + status + ")", wait);
        }
        if (status < 200) {
            return Outcome.of(lost, "the channel answered " + status);
        }
        if (status < 300 && answer.malformed()) {
            return Outcome.of(lost, "the channel answered " + status + " with something that is no JSON");
        }
        if (status < 300 && answer.body() == null && status != 204) {
            return Outcome.of(lost, "the channel answered " + status + " with nothing");
        }
        return null;
    }

    /** The outcome when the script has nothing to say. */
    Outcome usualOutcome(ChannelAnswer answer) {
        int status = answer.status();
        if (status < 300) {
            return Outcome.ok();
        }
        return switch (status) {
            case 403, 408, 409, 423, 425 ->
                new Outcome(Kind.RETRY, "the channel answered " + status, retryAfter(answer));
            default -> Outcome.reject("the channel refuses it (" + status + ")");
        };
    }

    /** Seconds or an HTTP date; null when absent or nonsense. */
    private Duration retryAfter(ChannelAnswer answer) {
        String text = answer.headers().get("retry-after");
        if (text == null) {
            return null;
        }
        try {
            Duration wait = text.matches("[0-9]{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            clock.instant(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
