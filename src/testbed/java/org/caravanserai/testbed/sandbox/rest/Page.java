package org.caravanserai.testbed.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.function.Function;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/**
 * A part of a list.
 *
 * @param items what is on the page
 * @param total how many there are on all pages
 * @param more whether others follow
 */
public record Page<T>(List<T> items, int total, boolean more) {

    /** So many from there on; none behind the end. */
    public static <T> Page<T> from(List<T> all, long offset, int size) {
        if (offset >= all.size()) {
            return new Page<>(List.of(), all.size(), false);
        }
        int end = (int) Math.min(all.size(), offset + size);
        return new Page<>(all.subList((int) offset, end), all.size(), end < all.size());
    }

    /** The page of that number, counted from 1. */
    public static <T> Page<T> numbered(List<T> all, int page, int size) {
        return from(all, (long) (page - 1) * size, size);
    }

    /** Where the next page begins. */
    public T last() {
        return items.get(items.size() - 1);
    }

    /** The page's documents. */
    public ArrayNode write(Function<T, ? extends JsonNode> document) {
        ArrayNode array = SandboxJson.array();
        items.forEach(item -> array.add(document.apply(item)));
        return array;
    }
}
