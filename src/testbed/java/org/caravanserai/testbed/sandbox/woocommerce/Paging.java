package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Paging of WordPress: {@code page} and {@code per_page}, totals in headers, neighbours in {@code Link}.
 *
 * @param page    from 1
 * @param perPage 1 to 100, 10 when not given
 */
record Paging(int page, int perPage) {

    static Paging of(Call call) {
        return new Paging(number(call, "page", 1, Integer.MAX_VALUE), number(call, "per_page", 10, 100));
    }

    private static int number(Call call, String name, int absent, int max) {
        String text = call.parameter(name);
        if (text == null) {
            return absent;
        }
        int value = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        if (value < 1 || value > max) {
            throw WooError.parameter(name, "must be between 1 (inclusive) and " + max + " (inclusive)");
        }
        return value;
    }

    /** The asked page of {@code all}, or an empty one behind the end. */
    <T> List<T> cut(List<T> all) {
        long from = (long) (page - 1) * perPage;
        return from >= all.size() ? List.of() : all.subList((int) from, Math.min(all.size(), (int) from + perPage));
    }

    /** Answers with the page and the headers that belong to it. */
    Answer answer(Call call, String base, List<? extends com.fasterxml.jackson.databind.JsonNode> documents, int total) {
        ArrayNode body = SandboxJson.array();
        documents.forEach(body::add);
        int pages = (total + perPage - 1) / perPage;
        Answer answer = Answer.json(200, body).with("X-WP-Total", String.valueOf(total)).with("X-WP-TotalPages", String.valueOf(pages));
        List<String> links = new ArrayList<>();
        if (page > 1) {
            links.add(link(call, base, Math.min(page - 1, Math.max(1, pages)), "prev"));
        }
        if (page < pages) {
            links.add(link(call, base, page + 1, "next"));
        }
        return links.isEmpty() ? answer : answer.with("Link", String.join(", ", links));
    }

    private static String link(Call call, String base, int page, String rel) {
        StringBuilder url = new StringBuilder(base).append(call.rawPath()).append("?page=").append(page);
        call.query().forEach((name, values) -> {
            if (!name.equals("page")) {
                values.forEach(value -> url.append('&').append(encode(name)).append('=').append(encode(value)));
            }
        });
        return "<" + url + ">; rel=\"" + rel + "\"";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
