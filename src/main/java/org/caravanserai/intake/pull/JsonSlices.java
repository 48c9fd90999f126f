package org.caravanserai.intake.pull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.caravanserai.base.Json;

/**
 * Cuts objects out of a JSON document as they were written, byte for byte: numbers keep their zeros and texts their
 * escapes.
 */
public final class JsonSlices {

    private JsonSlices() {}

    /**
     * The object at {@code pointer}, or each object of the array there; empty when there is neither.
     *
     * @throws IOException when the document is no JSON up to there
     */
    public static List<byte[]> objects(byte[] document, String pointer) throws IOException {
        List<byte[]> slices = new ArrayList<>();
        try (JsonParser parser = Json.MAPPER.createParser(document)) {
            JsonToken token = seek(parser, parser.nextToken(), JsonPointer.compile(pointer));
            if (token == JsonToken.START_OBJECT) {
                slices.add(slice(parser, document));
            } else if (token == JsonToken.START_ARRAY) {
                for (JsonToken each = parser.nextToken();
                        each != null && each != JsonToken.END_ARRAY;
                        each = parser.nextToken()) {
                    if (each == JsonToken.START_OBJECT) {
                        slices.add(slice(parser, document));
                    } else {
                        parser.skipChildren();
                    }
                }
            }
        }
        return slices;
    }

    private static JsonToken seek(JsonParser parser, JsonToken token, JsonPointer pointer) throws IOException {
        if (pointer.matches() || token == null) {
            return token;
        }
        if (token != JsonToken.START_OBJECT) {
            return null;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(pointer.getMatchingProperty());
            JsonToken value = parser.nextToken();
            if (found) {
                return seek(parser, value, pointer.tail());
            }
            parser.skipChildren();
        }
        return null;
    }

    private static byte[] slice(JsonParser parser, byte[] document) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        return Arrays.copyOfRange(
                document, start, (int) parser.currentLocation().getByteOffset());
    }
}
