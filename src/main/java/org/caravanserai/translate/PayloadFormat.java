package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.RoundingMode;
import java.util.Locale;

/** What a single value of a payload is: the word after {@code format} in {@code payload.<shape>.schema.json}. */
enum PayloadFormat {
    /** Words for people: whatever single value, cut where it is longer than the hub keeps. */
    TEXT("mapping.impossible_value") {
        @Override
        Reading read(JsonNode value, int longest) {
            if (value.isContainerNode()) {
                return Reading.unreadable(kind(value));
            }
            if (!value.isTextual() || value.textValue().length() <= longest) {
                return Reading.fine(value);
            }
            String text = value.textValue();
            int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
            return new Reading(
                    TextNode.valueOf(text.substring(0, end)),
                    "payload.cut",
                    "cut to " + end + " of " + text.length() + " characters; the event's body has them all",
                    false);
        }
    },
    /** Anything at all: plug-ins put what they like there. */
    ANY("mapping.impossible_value") {
        @Override
        Reading read(JsonNode value, int longest) {
            return value.isTextual() ? TEXT.read(value, longest) : Reading.fine(value);
        }
    },
    /** Compared to the letter: an id, a SKU. Blanks at its ends go and are said, control characters are refused. */
    LETTERS("mapping.impossible_value") {
        @Override
        Reading read(JsonNode value, int longest) {
            if (value.isIntegralNumber()) {
                return Reading.fine(value);
            }
            if (!value.isTextual()) {
                return Reading.unreadable(kind(value));
            }
            String text = value.textValue();
            String trimmed = text.strip();
            if (trimmed.length() > longest) {
                return Reading.unreadable("has " + trimmed.length() + " characters");
            }
            if (!trimmed.isEmpty() && !trimmed.equals(Texts.clean(trimmed, false))) {
                return new Reading(null, "payload.control_characters", "has characters that cannot be seen", true);
            }
            return trimmed.length() == text.length()
                    ? Reading.fine(value)
                    : new Reading(
                            TextNode.valueOf(trimmed), "payload.trimmed", "blanks at its ends were taken off", false);
        }
    },
    /** A word of a list that the channel publishes. */
    WORD("mapping.impossible_value") {
        @Override
        Reading read(JsonNode value, int longest) {
            return value.isTextual() && value.textValue().length() <= longest
                    ? Reading.fine(value)
                    : Reading.unreadable(kind(value));
        }
    },
    /** Yes or no. */
    FLAG("mapping.impossible_value") {
        @Override
        Reading read(JsonNode value, int longest) {
            String word = value.isTextual() ? value.textValue().toLowerCase(Locale.ROOT) : "";
            return value.isBoolean()
                    ? Reading.fine(value)
                    : word.equals("true") || word.equals("false")
                            ? Reading.fine(BooleanNode.valueOf(word.equals("true")))
                            : Reading.unreadable(kind(value));
        }
    },
    /** An amount of money as decimal text or number. */
    MONEY("mapping.impossible_amount") {
        @Override
        Reading read(JsonNode value, int longest) {
            return attempt(value, () -> Money.amount(value));
        }
    },
    /** The code of a currency in use. */
    CURRENCY("mapping.unknown_currency") {
        @Override
        Reading read(JsonNode value, int longest) {
            return value.isTextual() && value.textValue().isEmpty()
                    ? Reading.fine(value)
                    : attempt(value, () -> Money.minorDigits(value.isTextual() ? value.textValue() : ""));
        }
    },
    /** Units: a part of one is taken as one, and must be looked at. */
    QUANTITY("mapping.impossible_quantity") {
        @Override
        Reading read(JsonNode value, int longest) {
            return Quantities.part(value)
                    .map(part -> new Reading(
                            IntNode.valueOf(
                                    part.setScale(0, RoundingMode.CEILING).intValueExact()),
                            "quantity.not_whole",
                            "is " + part.toPlainString() + " units",
                            true))
                    .orElseGet(() -> attempt(value, () -> Quantities.whole(value, 0)));
        }
    },
    /** Units that some shops state below zero, such as those of a refund. */
    SIGNED_QUANTITY("mapping.impossible_quantity") {
        @Override
        Reading read(JsonNode value, int longest) {
            Reading reading = attempt(value, () -> Quantities.whole(value, -Quantities.MAX));
            return reading.value() == null
                    ? reading
                    : Reading.fine(IntNode.valueOf(Quantities.whole(value, -Quantities.MAX)));
        }
    },
    /** ISO 8601 with a zone. */
    INSTANT("mapping.impossible_time") {
        @Override
        Reading read(JsonNode value, int longest) {
            return time(value, false);
        }
    },
    /** ISO 8601 without a zone, meaning GMT. */
    GMT("mapping.impossible_time") {
        @Override
        Reading read(JsonNode value, int longest) {
            return time(value, true);
        }
    };

    private final String refusal;

    PayloadFormat(String refusal) {
        this.refusal = refusal;
    }

    /** Reads a value that is there and is not null. @param longest how many characters are kept */
    abstract Reading read(JsonNode value, int longest);

    /** The cause code when a value is unreadable without which there is no order. */
    String refusal() {
        return refusal;
    }

    /** Whether a wrong value decides what is sent. */
    boolean decides() {
        return this != TEXT && this != ANY;
    }

    /** @throws IllegalArgumentException for a word that is no format */
    static PayloadFormat of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Reading time(JsonNode value, boolean zoneless) {
        return value.isTextual() && value.textValue().isEmpty()
                ? Reading.fine(value)
                : attempt(value, () -> Instants.iso(value.isTextual() ? value.textValue() : "", zoneless));
    }

    private static Reading attempt(JsonNode value, Runnable reader) {
        try {
            reader.run();
            return Reading.fine(value);
        } catch (MappingException e) {
            return Reading.unreadable(e.evidence().isEmpty() ? kind(value) : e.evidence());
        }
    }

    static String kind(JsonNode value) {
        return "is a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /**
     * What became of a value.
     *
     * @param value what goes on; null when it cannot be read
     * @param code what is wrong, null when nothing is
     * @param decides whether it must be looked at before anything is sent, even where it can be read
     */
    record Reading(JsonNode value, String code, String detail, boolean decides) {

        static Reading fine(JsonNode value) {
            return new Reading(value, null, "", false);
        }

        static Reading unreadable(String detail) {
            return new Reading(null, "payload.unreadable", detail, true);
        }
    }
}
