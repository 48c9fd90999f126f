package org.caravanserai.testbed.sandbox.shopify;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;

/** What both faces of an order (REST body and GraphQL) are worked out from. */
final class OrderFacts {

    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    private final SandboxOrder order;

    OrderFacts(SandboxOrder order) {
        this.order = order;
    }

    Money money() {
        return new Money(
                order.currency,
                order.extra.path("presentment").asText(order.currency),
                new BigDecimal(order.extra.path("presentmentRate").asText("1")));
    }

    /** GraphQL time: UTC, whole seconds. */
    static String utc(Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** REST time: the shop's own offset, whole seconds. */
    static String local(Instant at, String offset) {
        return at == null ? null : WITH_OFFSET.format(at.atOffset(ZoneOffset.of(offset)));
    }

    BigDecimal gross(OrderLine line) {
        return line.unitPrice.multiply(BigDecimal.valueOf(line.quantity));
    }

    BigDecimal items() {
        return order.lines.stream().map(this::gross).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal discounts() {
        return order.lines.stream().map(l -> l.discount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal tax() {
        return order.lines.stream().map(l -> l.tax).reduce(order.shippingTax, BigDecimal::add);
    }

    BigDecimal subtotal() {
        return items().subtract(discounts());
    }

    /** The share of the line's amount that units still wanted make up. */
    private BigDecimal kept(OrderLine line, BigDecimal amount) {
        return line.removed == 0
                ? amount
                : amount.multiply(BigDecimal.valueOf(line.current()))
                        .divide(BigDecimal.valueOf(line.quantity), 2, java.math.RoundingMode.HALF_UP);
    }

    BigDecimal currentSubtotal() {
        return order.lines.stream()
                .map(l -> kept(l, gross(l).subtract(l.discount)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal currentDiscounts() {
        return order.lines.stream().map(l -> kept(l, l.discount)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal currentTax() {
        return order.lines.stream().map(l -> kept(l, l.tax)).reduce(order.shippingTax, BigDecimal::add);
    }

    BigDecimal currentTotal() {
        BigDecimal sum = currentSubtotal().add(order.shippingPrice);
        return order.taxesIncluded ? sum : sum.add(currentTax());
    }

    /** none, partial or all of what is still wanted is shipped. */
    String fulfilment() {
        int wanted = order.lines.stream().mapToInt(OrderLine::toLeave).sum();
        int shipped = order.lines.stream()
                .mapToInt(l -> Math.min(l.toLeave(), order.fulfilled(l.lineId)))
                .sum();
        return shipped == 0 ? "none" : shipped >= wanted ? "all" : "some";
    }

    boolean pickup() {
        return order.extra.path("pickup").asBoolean();
    }

    /** True when an address and a shipping line belong to it. */
    boolean ships() {
        return !pickup() && order.lines.stream().anyMatch(l -> l.requiresShipping);
    }
}
