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

    /** Longest text given back, in characters: a key or a cursor. */
    private static final int LONGEST_TEXT = 4096;

    private JsonSlices() {}

    /**
     * What could be cut.
     *
     * @param objects the whole ones
     * @param rest where the document breaks off within an object, that object from its beginning; null: it does not
     * @param array there is an array
     * @param complete the array, or the object, is there to its end
     */
    record Cut(List<byte[]> objects, byte[] rest, boolean array, boolean complete) {}

    /**
     * The object at {@code pointer}, or each object of the array there; empty when there is neither.
     *
     * @throws IOException when the document is no JSON up to there
     */
    public static List<byte[]> objects(byte[] document, String pointer) throws IOException {
        Reader reader = new Reader(document);
        try (JsonParser parser = Json.WIDE.createParser(document)) {
            reader.read(parser, pointer);
        }
        return reader.objects;
    }

    /** The same of a document that may break off, or be no JSON from some place on. */
    static Cut cut(byte[] document, String pointer) {
        Reader reader = new Reader(document);
        try (JsonParser parser = Json.WIDE.createParser(document)) {
            reader.read(parser, pointer);
            return new Cut(reader.objects, null, reader.array, true);
        } catch (IOException e) {
            byte[] rest = reader.start < 0 ? null : Arrays.copyOfRange(document, reader.start, document.length);
            return new Cut(reader.objects, rest, reader.array, false);
        }
    }

    /** The value at {@code pointer} as text, empty when there is none up to where the document breaks off. */
    static String text(byte[] document, String pointer) {
        try (JsonParser parser = Json.WIDE.createParser(document)) {
            JsonToken token = seek(parser, parser.nextToken(), JsonPointer.compile(pointer));
            if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
                return "";
            }
            String text = parser.getText();
            parser.nextToken();
            return text.length() <= LONGEST_TEXT && text.chars().noneMatch(Character::isISOControl) ? text : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static final class Reader {

        private final byte[] document;
        private final List<byte[]> objects = new ArrayList<>();
        private int start = -1;
        private boolean array;

        Reader(byte[] document) {
            this.document = document;
        }

        void read(JsonParser parser, String pointer) throws IOException {
            JsonToken token = seek(parser, parser.nextToken(), JsonPointer.compile(pointer));
            if (token == JsonToken.START_OBJECT) {
                slice(parser);
            } else if (token == JsonToken.START_ARRAY) {
                array = true;
                JsonToken each = parser.nextToken();
                while (each != null && each != JsonToken.END_ARRAY) {
                    if (each == JsonToken.START_OBJECT) {
                        slice(parser);
                    } else {
                        parser.skipChildren();
                    }
                    each = parser.nextToken();
                }
            }
        }

        private void slice(JsonParser parser) throws IOException {
            start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            objects.add(Arrays.copyOfRange(
                    document, start, (int) parser.currentLocation().getByteOffset()));
            start = -1;
        }
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
}
