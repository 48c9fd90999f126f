package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.LinkHeader;
import org.caravanserai.testbed.sandbox.rest.Page;
import org.caravanserai.testbed.sandbox.rest.Parameters;

/**
 * Paging of WordPress: {@code page} or {@code offset}, and {@code per_page}, totals in headers, neighbours in {@code Link}.
 *
 * @param page    from 1
 * @param offset  items before the page, instead of {@code page}; -1 when not given
 * @param perPage 1 to 100, 10 when not given
 */
record Paging(int page, int offset, int perPage) {

    static Paging of(Call call) {
        String offset = call.parameter("offset");
        if (offset != null && !offset.matches("[0-9]{1,9}")) {
            throw WooError.parameter("offset", "is not of type integer");
        }
        return new Paging(
                number(call, "page", 1, Integer.MAX_VALUE),
                offset == null ? -1 : Integer.parseInt(offset),
                number(call, "per_page", 10, 100));
    }

    private static int number(Call call, String name, int absent, int most) {
        return Parameters.number(
                call,
                name,
                absent,
                most,
                max -> WooError.parameter(name, "must be between 1 (inclusive) and " + max + " (inclusive)"));
    }

    /** Answers with the page and the headers that belong to it. */
    <T> Answer answer(Call call, String base, List<T> all, Function<T, ? extends JsonNode> document) {
        Page<T> shown = offset < 0 ? Page.numbered(all, page, perPage) : Page.from(all, offset, perPage);
        int pages = (shown.total() + perPage - 1) / perPage;
        LinkHeader links = new LinkHeader(base, call, "page");
        if (page > 1) {
            links.add(String.valueOf(Math.min(page - 1, Math.max(1, pages))), "prev");
        }
        if (page < pages) {
            links.add(String.valueOf(page + 1), "next");
        }
        Answer answer = Answer.json(200, shown.write(document))
                .with("X-WP-Total", String.valueOf(shown.total()))
                .with("X-WP-TotalPages", String.valueOf(pages));
        return links.value().isEmpty() ? answer : answer.with("Link", links.value());
    }
}
