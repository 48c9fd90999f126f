package org.caravanserai.testbed.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Bulk calls: every entry succeeds or fails alone. */
public final class Entries {

    private Entries() {}

    /**
     * @param work what is done with an entry; throws {@link Refusal} when that one is refused
     * @param refused takes an entry and why
     */
    public static void each(
            Iterable<JsonNode> entries, Consumer<JsonNode> work, BiConsumer<JsonNode, Refusal> refused) {
        for (JsonNode entry : entries) {
            try {
                work.accept(entry);
            } catch (Refusal refusal) {
                refused.accept(entry, refusal);
            }
        }
    }
}
