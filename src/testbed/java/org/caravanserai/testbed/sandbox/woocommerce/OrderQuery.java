package org.caravanserai.testbed.sandbox.woocommerce;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.Parameters;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;

/**
 * The documented filters of GET orders. Bounds are exclusive, as WordPress date queries are; without {@code dates_are_gmt}
 * they are read in the site's zone.
 */
record OrderQuery(Predicate<SandboxOrder> filter, Comparator<SandboxOrder> order, Paging paging) {

    private static final Set<String> ORDER_BY = Set.of("date", "id", "include", "title", "slug");

    static OrderQuery of(Call call) {
        boolean gmt = "true".equals(call.parameter("dates_are_gmt")) || "1".equals(call.parameter("dates_are_gmt"));
        Predicate<SandboxOrder> filter = after(call, "modified_after", gmt, true)
                .and(before(call, "modified_before", gmt, true))
                .and(after(call, "after", gmt, false))
                .and(before(call, "before", gmt, false))
                .and(statuses(call))
                .and(include(call));
        return new OrderQuery(filter, order(call), Paging.of(call));
    }

    private static Predicate<SandboxOrder> after(Call call, String name, boolean gmt, boolean modified) {
        String text = call.parameter(name);
        if (text == null) {
            return order -> true;
        }
        Instant bound = WooTime.parse(name, text, gmt);
        return order -> at(order, modified).isAfter(bound);
    }

    private static Predicate<SandboxOrder> before(Call call, String name, boolean gmt, boolean modified) {
        String text = call.parameter(name);
        if (text == null) {
            return order -> true;
        }
        Instant bound = WooTime.parse(name, text, gmt);
        return order -> at(order, modified).isBefore(bound);
    }

    private static Instant at(SandboxOrder order, boolean modified) {
        return WooTime.seconds(modified ? WooLife.modified(order) : order.placedAt);
    }

    /** {@code any} is everything a person sees: no drafts and nothing in the trash. */
    private static Predicate<SandboxOrder> statuses(Call call) {
        Set<String> wanted = new HashSet<>();
        wanted.addAll(call.parameter("status") == null ? List.of("any") : Parameters.words(call, "status"));
        wanted.addAll(call.query().getOrDefault("status[]", List.of()));
        for (String status : wanted) {
            if (!status.equals("any") && !WooStatus.KNOWN.contains(status)) {
                throw WooError.parameter(
                        "status",
                        "is not one of any, "
                                + String.join(
                                        ", ", WooStatus.KNOWN.stream().sorted().toList()));
            }
        }
        return order -> wanted.contains(WooStatus.of(order))
                || wanted.contains("any")
                        && !Set.of(WooStatus.DRAFT, WooStatus.TRASH).contains(WooStatus.of(order));
    }

    private static Predicate<SandboxOrder> include(Call call) {
        String text = call.parameter("include");
        return text == null
                ? order -> true
                : order -> Arrays.asList(text.split(",")).contains(order.id);
    }

    private static Comparator<SandboxOrder> order(Call call) {
        String by = call.parameter("orderby") == null ? "date" : call.parameter("orderby");
        if (!ORDER_BY.contains(by)) {
            throw WooError.parameter("orderby", "is not one of date, id, include, title, slug");
        }
        String direction = call.parameter("order") == null ? "desc" : call.parameter("order");
        if (!Set.of("asc", "desc").contains(direction)) {
            throw WooError.parameter("order", "is not one of asc, desc");
        }
        Comparator<SandboxOrder> byId = Comparator.comparingLong(order -> Long.parseLong(order.id));
        Comparator<SandboxOrder> chosen = by.equals("date")
                ? Comparator.<SandboxOrder, Instant>comparing(order -> WooTime.seconds(order.placedAt))
                        .thenComparing(byId)
                : byId;
        return direction.equals("asc") ? chosen : chosen.reversed();
    }
}
