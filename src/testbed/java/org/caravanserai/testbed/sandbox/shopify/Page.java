package org.caravanserai.testbed.sandbox.shopify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cursor paging: a cursor names its node, so it holds although the list grows. */
final class Page {

    private static final int MOST = 250;

    private Page() {}

    /**
     * A connection over the nodes.
     *
     * @param keys      what each node's cursor is made of, in the order of the nodes
     * @param falling   true when the keys fall
     * @param arguments first, after, last, before
     * @throws GraphqlFault as Shopify refuses a connection without first or last, or with more than 250
     */
    static Map<String, Object> of(List<?> nodes, List<String> keys, boolean falling, Map<String, Object> arguments) {
        Integer first = (Integer) arguments.get("first");
        Integer last = (Integer) arguments.get("last");
        if (first == null && last == null) {
            throw new GraphqlFault("BAD_REQUEST", "you must provide one of first or last", true);
        }
        int size = first != null ? first : last;
        if (size < 1 || size > MOST) {
            throw new GraphqlFault(
                    "BAD_REQUEST", (first != null ? "first" : "last") + " must be between 1 and " + MOST, true);
        }
        int from = 0;
        int to = nodes.size();
        if (arguments.get("after") != null) {
            from = index(keys, falling, (String) arguments.get("after"), true);
        }
        if (arguments.get("before") != null) {
            to = index(keys, falling, (String) arguments.get("before"), false);
        }
        int begin = first != null ? from : Math.max(from, to - size);
        int end = Math.max(begin, first != null ? Math.min(to, from + size) : to);
        List<Object> edges = new ArrayList<>();
        for (int i = begin; i < end; i++) {
            edges.add(Map.of("cursor", cursor(keys.get(i)), "node", nodes.get(i)));
        }
        Map<String, Object> info = new HashMap<>();
        info.put("hasNextPage", end < to);
        info.put("hasPreviousPage", begin > 0);
        info.put("startCursor", begin < end ? cursor(keys.get(begin)) : null);
        info.put("endCursor", begin < end ? cursor(keys.get(end - 1)) : null);
        return Map.of("nodes", nodes.subList(begin, end), "edges", edges, "pageInfo", info);
    }

    private static String cursor(String key) {
        return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Where the cursor stands: behind its node when {@code after}, else at it; where it would stand if the node is gone. */
    private static int index(List<String> keys, boolean falling, String cursor, boolean after) {
        String key;
        try {
            key = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new GraphqlFault("BAD_REQUEST", "Invalid cursor for current pagination sort.", true);
        }
        int i = 0;
        while (i < keys.size()) {
            int compared = falling ? key.compareTo(keys.get(i)) : keys.get(i).compareTo(key);
            if (compared > 0 || compared == 0 && !after) {
                return i;
            }
            i++;
        }
        return i;
    }
}
