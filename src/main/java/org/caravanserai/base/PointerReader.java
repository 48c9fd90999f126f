package org.caravanserai.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads one scalar out of a payload by its JSON pointer (RFC 6901) without building a tree: the parser walks down the
 * one path, skips everything beside it and stops at the value. What stands behind the value is never looked at.
 *
 * <p>Immutable, safe for many threads; made once per pointer.
 */
public final class PointerReader {

    /** Longest value given back, in characters: an order id or a time, not a document. */
    public static final int LONGEST_VALUE = 255;

    private static final JsonFactory FACTORY = Json.MAPPER
            .getFactory()
            .rebuild()
            .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonPointer pointer;
    private final boolean anyCase;

    private PointerReader(JsonPointer pointer, boolean anyCase) {
        this.pointer = pointer;
        this.anyCase = anyCase;
    }

    /** @throws ConfigException when {@code pointer} is no JSON pointer, e.g. lacks its leading slash */
    public static PointerReader of(String pointer) {
        try {
            JsonPointer compiled = JsonPointer.compile(pointer);
            if (compiled.matches()) {
                throw new ConfigException("JSON pointer is empty; write the way to a value, like /id or /order/id");
            }
            return new PointerReader(compiled, false);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("JSON pointer " + pointer + " must start with a slash, like /id", e);
        }
    }

    /** The same that takes names in upper and lower case alike. */
    public PointerReader inAnyCase() {
        return new PointerReader(pointer, true);
    }

    /**
     * The value as text: strings as they are, numbers as they are written ({@code 6001}, also beyond 2^63), true and false as words.
     * Empty when the value is absent, null, blank, an object or array, longer than {@value #LONGEST_VALUE} characters or
     * has control characters, and when the bytes are no JSON up to there. Of a key given twice the first counts.
     */
    public Optional<String> read(byte[] body) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            JsonPointer rest = pointer;
            JsonToken token = parser.nextToken();
            while (!rest.matches()) {
                token = token == JsonToken.START_OBJECT
                        ? member(parser, rest.getMatchingProperty())
                        : token == JsonToken.START_ARRAY ? element(parser, rest.getMatchingIndex()) : null;
                if (token == null) {
                    return Optional.empty();
                }
                rest = rest.tail();
            }
            return scalar(parser, token);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private JsonToken member(JsonParser parser, String name) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = anyCase
                    ? parser.currentName().equalsIgnoreCase(name)
                    : parser.currentName().equals(name);
            JsonToken value = parser.nextToken();
            if (found) {
                return value;
            }
            parser.skipChildren();
        }
        return null;
    }

    private static JsonToken element(JsonParser parser, int index) throws IOException {
        JsonToken value = parser.nextToken();
        for (int i = 0; value != null && value != JsonToken.END_ARRAY; i++) {
            if (i == index) {
                return value;
            }
            parser.skipChildren();
            value = parser.nextToken();
        }
        return null;
    }

    private static Optional<String> scalar(JsonParser parser, JsonToken token) throws IOException {
        if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        String text = parser.getText();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            // a number is complete only when the next token starts: 12x and 12 at the end of cut bytes are no numbers
            parser.nextToken();
        }
        boolean usable = text.length() <= LONGEST_VALUE
                && !text.isBlank()
                && text.chars().noneMatch(Character::isISOControl);
        return usable ? Optional.of(text) : Optional.empty();
    }
}
