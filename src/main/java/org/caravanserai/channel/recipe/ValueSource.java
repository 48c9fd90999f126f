package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Where a value of an event is read from: {@code header:<name>}, a JSON pointer into the body, {@code topic},
 * {@code order} (its key) or {@code body} (its hash).
 */
public record ValueSource(ValueKind kind, String name) {

    /** The five places. */
    public enum ValueKind {
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
            return new ValueSource(ValueKind.HEADER, text.substring(7));
        }
        if (text.startsWith("/")) {
            return new ValueSource(ValueKind.POINTER, text);
        }
        return switch (text) {
            case "topic" -> new ValueSource(ValueKind.TOPIC, "");
            case "order" -> new ValueSource(ValueKind.ORDER, "");
            case "body" -> new ValueSource(ValueKind.BODY, "");
            default -> throw new IllegalArgumentException(text + " is no place of a value");
        };
    }
}
