package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Where a value of an event is read from: {@code header:<name>}, a JSON pointer into the body, {@code topic},
 * {@code order} (its key) or {@code body} (its hash).
 */
public record ValueSource(Kind kind, String name) {

    /** The five places. */
    public enum Kind {
        HEADER,
        POINTER,
        TOPIC,
        ORDER,
        BODY
    }

    /** @throws IllegalArgumentException when {@code text} is none of the five */
    @JsonCreator
    static ValueSource parse(String text) {
        if (text.startsWith("header:") && text.length() > 7) {
            return new ValueSource(Kind.HEADER, text.substring(7));
        }
        if (text.startsWith("/")) {
            return new ValueSource(Kind.POINTER, text);
        }
        return switch (text) {
            case "topic" -> new ValueSource(Kind.TOPIC, "");
            case "order" -> new ValueSource(Kind.ORDER, "");
            case "body" -> new ValueSource(Kind.BODY, "");
            default -> throw new IllegalArgumentException(text + " is no place of a value");
        };
    }
}
