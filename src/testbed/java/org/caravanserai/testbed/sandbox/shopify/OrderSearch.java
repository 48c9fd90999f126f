package org.caravanserai.testbed.sandbox.shopify;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;

/**
 * Shopify's search syntax for orders, as far as a hub uses it: terms joined by space or AND, of the form
 * {@code field:value}, {@code field:>=value}, the value quoted or not.
 */
final class OrderSearch {

    private static final Pattern TERM = Pattern.compile("([a-z_]+):(>=|<=|>|<)?('[^']*'|\"[^\"]*\"|\\S+)");

    private final Predicate<SandboxOrder> all;
    private final List<String> ignored = new ArrayList<>();

    OrderSearch(String query) {
        Predicate<SandboxOrder> sum = order -> true;
        if (query != null && !query.isBlank()) {
            Matcher terms = TERM.matcher(query);
            StringBuilder rest = new StringBuilder();
            while (terms.find()) {
                terms.appendReplacement(rest, "");
                String value = terms.group(3).replaceAll("^['\"]|['\"]$", "");
                sum = sum.and(term(terms.group(1), terms.group(2), value));
            }
            terms.appendTail(rest);
            String left = rest.toString().replaceAll("\\bAND\\b", "").trim();
            if (!left.isEmpty()) {
                ignored.add(left);
            }
        }
        all = sum;
    }

    boolean matches(SandboxOrder order) {
        return all.test(order);
    }

    /** Parts of the query that Shopify would not understand, and therefore ignore. */
    List<String> ignored() {
        return ignored;
    }

    private Predicate<SandboxOrder> term(String field, String operator, String value) {
        return switch (field) {
            case "updated_at" -> time(o -> o.updatedAt, operator, value);
            case "created_at", "processed_at" -> time(o -> o.placedAt, operator, value);
            case "id" -> number(operator, value);
            case "name" -> o -> o.number.equals(value) || o.number.equals("#" + value);
            case "status" ->
                switch (value.toLowerCase(Locale.ROOT)) {
                    case "open" -> o -> !o.cancelled();
                    case "cancelled" -> SandboxOrder::cancelled;
                    default -> o -> true;
                };
            case "financial_status" -> o -> Financial.of(o).equalsIgnoreCase(value);
            case "fulfillment_status" ->
                o -> switch (new OrderFacts(o).fulfilment()) {
                    case "none" -> value.equalsIgnoreCase("unfulfilled") || value.equalsIgnoreCase("unshipped");
                    case "some" -> value.equalsIgnoreCase("partial");
                    default -> value.equalsIgnoreCase("fulfilled") || value.equalsIgnoreCase("shipped");
                };
            case "test" -> o -> o.test == Boolean.parseBoolean(value);
            default -> {
                ignored.add(field + ":" + value);
                yield o -> true;
            }
        };
    }

    private Predicate<SandboxOrder> number(String operator, String value) {
        long wanted = Long.parseLong(value);
        return o -> compare(Long.compare(Long.parseLong(o.id), wanted), operator);
    }

    private Predicate<SandboxOrder> time(Function<SandboxOrder, Instant> of, String operator, String value) {
        try {
            Instant wanted = value.length() == 10
                    ? Instant.parse(value + "T00:00:00Z")
                    : java.time.OffsetDateTime.parse(value).toInstant();
            return o -> compare(of.apply(o).truncatedTo(ChronoUnit.SECONDS).compareTo(wanted), operator);
        } catch (DateTimeParseException e) {
            ignored.add(value);
            return o -> true;
        }
    }

    private static boolean compare(int result, String operator) {
        return switch (operator == null ? "=" : operator) {
            case ">=" -> result >= 0;
            case "<=" -> result <= 0;
            case ">" -> result > 0;
            case "<" -> result < 0;
            default -> result == 0;
        };
    }
}
