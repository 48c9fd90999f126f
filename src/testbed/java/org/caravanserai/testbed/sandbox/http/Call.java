package org.caravanserai.testbed.sandbox.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request of the hub to a shop.
 *
 * @param path    what follows {@code /<channel>/<shop>}, decoded, beginning with a slash or empty
 * @param rawPath the same, still percent-encoded
 * @param query   decoded query parameters
 * @param headers names in lower case
 */
public record Call(
        String method,
        String path,
        String rawPath,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body) {

    public Call {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = sorted;
    }

    /** The header's value, or null. */
    public String header(String name) {
        return headers.get(name);
    }

    /** The first value of the query parameter, or null. */
    public String parameter(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
