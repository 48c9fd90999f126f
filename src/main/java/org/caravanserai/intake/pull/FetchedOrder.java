package org.caravanserai.intake.pull;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.caravanserai.base.Json;

/**
 * An order while it is asked for: what the first call brought, byte for byte, and what further calls put into it. Once
 * something was put in it is written anew, with its numbers as they were.
 */
final class FetchedOrder {

    private final Instant askedAt;
    private byte[] bytes;
    private ObjectNode document;
    private boolean changed;
    private boolean absent;
    private JsonNode lacking;
    private JsonNode asked;
    private int calls;

    /** @param askedAt when the first call was sent: nothing of it was read earlier */
    FetchedOrder(Instant askedAt) {
        this.askedAt = askedAt;
    }

    void found(byte[] slice) throws IOException {
        bytes = slice;
        document = (ObjectNode) Json.MAPPER.readTree(slice);
    }

    void absent() {
        absent = true;
    }

    /** @param next the request, and {@code puts}: what of its answer goes where */
    void lacks(JsonNode next) {
        lacking = next;
    }

    /** The next request; it is asked once. */
    JsonNode ask() {
        if (lacking == null) {
            throw new IllegalStateException("nothing more was to be asked for");
        }
        asked = lacking;
        lacking = null;
        calls++;
        return asked;
    }

    /**
     * Puts an answer where its request said.
     *
     * @throws IOException when it does not hold what was asked for
     */
    void put(JsonNode answer) throws IOException {
        for (JsonNode put : asked.path("puts")) {
            JsonNode part = answer.at(put.path("from").asText());
            if (part.isMissingNode()) {
                throw new IOException("the answer lacks " + put.path("from").asText());
            }
            if (put.has("append")) {
                if (!(document.at(put.path("append").asText()) instanceof ArrayNode list) || !part.isArray()) {
                    throw new IOException(put.path("append").asText() + " takes no further entries");
                }
                part.forEach(list::add);
            } else {
                replace(JsonPointer.compile(put.path("replace").asText()), part);
            }
            changed = true;
        }
    }

    private void replace(JsonPointer at, JsonNode part) throws IOException {
        if (!(document.at(at.head()) instanceof ObjectNode parent)) {
            throw new IOException(at + " is nowhere in the order");
        }
        parent.set(at.last().getMatchingProperty(), part);
    }

    boolean isAbsent() {
        return absent;
    }

    boolean lacksPart() {
        return lacking != null;
    }

    Instant askedAt() {
        return askedAt;
    }

    /** Further calls so far. */
    int calls() {
        return calls;
    }

    ObjectNode document() {
        return document;
    }

    byte[] bytes() {
        return changed ? Json.text(document).getBytes(StandardCharsets.UTF_8) : bytes;
    }
}
