package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.caravanserai.base.Json;

/** A page of entries in the contract's form. */
final class Page {

    private Page() {}

    /**
     * @param found up to one entry more than the page holds: that one says that there is a next page
     * @param cursor where a page ends that ends with this entry
     */
    static ObjectNode of(String name, List<ObjectNode> found, int limit, Function<ObjectNode, PageCursor> cursor) {
        List<ObjectNode> shown = found.size() > limit ? found.subList(0, limit) : found;
        ObjectNode page = Json.MAPPER.createObjectNode();
        page.putArray(name).addAll(shown);
        page.put(
                "next",
                found.size() > limit ? cursor.apply(shown.get(limit - 1)).text() : null);
        return page;
    }
}
