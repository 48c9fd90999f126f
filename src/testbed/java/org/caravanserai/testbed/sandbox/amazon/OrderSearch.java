package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.Page;
import org.caravanserai.testbed.sandbox.rest.Parameters;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * searchOrders: exactly one of createdAfter and lastUpdatedAfter, upper bounds at least two minutes (sandbox time) in the past.
 * A page token belongs to its query and dies after a day.
 */
final class OrderSearch {

    private static final Duration UPPER_BOUND_AGE = Duration.ofMinutes(2);
    private static final Duration TOKEN_LIFE = Duration.ofHours(24);
    private static final Set<String> KNOWN = Set.of(
            "createdAfter",
            "createdBefore",
            "lastUpdatedAfter",
            "lastUpdatedBefore",
            "fulfillmentStatuses",
            "marketplaceIds",
            "fulfilledBy",
            "maxResultsPerPage",
            "paginationToken",
            "includedData");
    private static final Set<String> FREE_BETWEEN_PAGES =
            Set.of("paginationToken", "maxResultsPerPage", "includedData");

    private final Shop shop;
    private final Call call;
    private final SandboxClock clock;

    private OrderSearch(Shop shop, Call call, SandboxClock clock) {
        this.shop = shop;
        this.call = call;
        this.clock = clock;
    }

    static Answer answer(Shop shop, Call call, SandboxClock clock) {
        return new OrderSearch(shop, call, clock).run();
    }

    private Answer run() {
        call.query().keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw AmazonRefusal.invalid("searchOrders has no parameter '" + name + "'");
                });
        boolean created = call.parameter("createdAfter") != null;
        if (created == (call.parameter("lastUpdatedAfter") != null)) {
            throw AmazonRefusal.invalid("Provide exactly one of createdAfter and lastUpdatedAfter");
        }
        if (call.parameter(created ? "lastUpdatedBefore" : "createdBefore") != null) {
            throw AmazonRefusal.invalid("Bounds on creation and on update exclude each other");
        }
        Instant after = time(created ? "createdAfter" : "lastUpdatedAfter");
        PageToken token = call.parameter("paginationToken") == null ? null : token();
        Instant before =
                token == null ? before(created ? "createdBefore" : "lastUpdatedBefore", after) : token.before();
        Function<AmazonOrder, Instant> at = created ? AmazonOrder::created : AmazonOrder::updated;
        List<AmazonOrder> found = shop.shown()
                .map(order -> AmazonOrder.of(order, AmazonShop.marketplaceId(shop)))
                .filter(order ->
                        !at.apply(order).isBefore(after) && !at.apply(order).isAfter(before))
                .filter(this::wanted)
                .filter(order -> token == null || token.precedes(at.apply(order), order.orderId()))
                .sorted(Comparator.comparing(at).thenComparing(AmazonOrder::orderId))
                .toList();
        return page(found, at, before, created);
    }

    private Answer page(List<AmazonOrder> found, Function<AmazonOrder, Instant> at, Instant before, boolean created) {
        Set<OrderBlock> blocks = OrderBlock.parse(Parameters.words(call, "includedData"));
        Page<AmazonOrder> page = Page.from(
                found,
                0,
                Parameters.number(
                        call,
                        "maxResultsPerPage",
                        100,
                        100,
                        most -> AmazonRefusal.invalid("maxResultsPerPage must be between 1 and " + most)));
        ObjectNode body = SandboxJson.object();
        body.set("orders", page.write(order -> OrderDocument.of(order, blocks, clock.now())));
        if (page.more()) {
            body.putObject("pagination")
                    .put(
                            "nextToken",
                            new PageToken(
                                            query(),
                                            before,
                                            clock.now(),
                                            at.apply(page.last()),
                                            page.last().orderId())
                                    .write());
        }
        body.put(created ? "createdBefore" : "lastUpdatedBefore", Times.millis(before));
        return AmazonAnswers.json(200, body);
    }

    private PageToken token() {
        PageToken token = PageToken.read(call.parameter("paginationToken"));
        if (!token.query().equals(query())) {
            throw AmazonRefusal.invalid("paginationToken belongs to a query with other parameters");
        }
        if (token.issued().plus(clock.real(TOKEN_LIFE)).isBefore(clock.now())) {
            throw AmazonRefusal.invalid("paginationToken has expired");
        }
        return token;
    }

    /** The parameters that must not change between pages, in one text. */
    private String query() {
        TreeMap<String, List<String>> fixed = new TreeMap<>(call.query());
        fixed.keySet().removeAll(FREE_BETWEEN_PAGES);
        return Integer.toHexString(fixed.toString().hashCode());
    }

    private Instant before(String name, Instant after) {
        Instant latest = clock.now().minus(clock.real(UPPER_BOUND_AGE));
        if (call.parameter(name) == null) {
            return latest;
        }
        Instant before = time(name);
        if (before.isAfter(latest)) {
            throw AmazonRefusal.invalid(name + " must be at least two minutes before the time of the request");
        }
        if (before.isBefore(after)) {
            throw AmazonRefusal.invalid(name + " must not be before its After");
        }
        return before;
    }

    private Instant time(String name) {
        return Parameters.time(call.parameter(name))
                .orElseThrow(() -> AmazonRefusal.invalid(name + " is no ISO 8601 date-time"));
    }

    private boolean wanted(AmazonOrder order) {
        return in("fulfillmentStatuses", order.status())
                && in("fulfilledBy", order.amazonFulfils() ? "AMAZON" : "MERCHANT")
                && in("marketplaceIds", order.marketplaceId());
    }

    private boolean in(String name, String value) {
        return call.parameter(name) == null || Parameters.words(call, name).contains(value);
    }
}
