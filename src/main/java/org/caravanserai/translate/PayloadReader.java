package org.caravanserai.translate;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.caravanserai.base.Json;

/** Bytes of a payload to a JSON object, under the limits of {@link Json#MAPPER}. */
final class PayloadReader {

    private static final long MAX_BYTES =
            Json.MAPPER.getFactory().streamReadConstraints().getMaxDocumentLength();

    private PayloadReader() {}

    /**
     * @throws MappingException {@code mapping.unreadable_json} (not JSON, beyond a limit, a key twice) or
     *     {@code mapping.not_an_object}
     */
    static JsonNode read(byte[] body) {
        if (body == null || body.length == 0) {
            throw unreadable("The payload is empty.", "");
        }
        if (body.length > MAX_BYTES) {
            throw unreadable("The payload is longer than the hub reads.", body.length + " bytes, limit " + MAX_BYTES);
        }
        try {
            JsonNode payload = Json.MAPPER.readTree(body);
            if (payload == null || !payload.isObject()) {
                throw new MappingException(
                        "mapping.not_an_object",
                        "The payload is JSON but no object.",
                        payload == null || payload.isMissingNode()
                                ? "blank"
                                : payload.getNodeType().toString());
            }
            return payload;
        } catch (StreamConstraintsException e) {
            throw unreadable(
                    "The payload breaks a limit on nesting, number length, text length or number of values.", at(e));
        } catch (JsonEOFException e) {
            throw unreadable("The payload ends in the middle of a value.", at(e));
        } catch (JsonProcessingException e) {
            boolean html = body[0] == '<';
            throw unreadable(
                    html ? "The payload is HTML or XML, not JSON." : "The payload is not well-formed JSON.", at(e));
        } catch (IOException e) {
            throw unreadable("The payload is not readable text.", "");
        }
    }

    private static String at(JsonProcessingException e) {
        // the parser's own message quotes the payload
        JsonLocation at = e.getLocation();
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static MappingException unreadable(String sentence, String evidence) {
        return new MappingException("mapping.unreadable_json", sentence, evidence);
    }
}
