package org.caravanserai.intake.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The columns of the hub's own CSV form of orders, read by {@code transformers/canonical/order.csv.jslt}. What can be seen
 * to be wrong in one row is told here, where its line is known.
 */
final class OrderColumns {

    /** Which order the row is of: the one column that every form of order files has. */
    static final String ID = "order_id";

    private static final List<String> NEEDED = List.of(ID, "placed_at", "currency", "sku", "quantity");
    /** Said once per order: in its first row, and the same or nothing in the others. */
    private static final Set<String> OF_ORDER = Set.of(
            ID,
            "placed_at",
            "currency",
            "order_number",
            "updated_at",
            "paid_at",
            "ship_by",
            "deliver_by",
            "status",
            "service_level",
            "shipping_price",
            "shipping_tax",
            "taxes_included",
            "total",
            "buyer_name",
            "buyer_email",
            "buyer_phone",
            "ship_to_name",
            "ship_to_company",
            "ship_to_line1",
            "ship_to_line2",
            "ship_to_city",
            "ship_to_region",
            "ship_to_postcode",
            "ship_to_country",
            "ship_to_phone",
            "note",
            "gift_message");

    private static final Set<String> OF_LINE =
            Set.of("line_id", "sku", "title", "quantity", "unit_price", "discount", "tax");
    private static final List<String> AMOUNTS =
            List.of("unit_price", "discount", "tax", "shipping_price", "shipping_tax", "total");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,20})?");
    private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]{0,5}");

    private OrderColumns() {}

    /** What is wrong with a header, in words; null when nothing is. A column nobody knows may be a typing error of one that counts. */
    static String header(List<String> header) {
        String missing = CsvRows.needs(NEEDED.toArray(String[]::new)).apply(header);
        if (missing != null) {
            return missing;
        }
        Set<String> unknown = new TreeSet<>(header);
        unknown.removeAll(OF_ORDER);
        unknown.removeAll(OF_LINE);
        return unknown.isEmpty()
                ? null
                : "there is no column " + unknown.iterator().next();
    }

    /**
     * What is wrong with a row, in words; null when nothing is. What the first row says already is taken out of the others.
     *
     * @param row may be the first one itself
     * @param first the first row of the order
     */
    static String row(ObjectNode row, CsvRows.Row first) {
        for (String column : NEEDED) {
            if (cell(row, column).isEmpty() && (row == first.cells() || OF_LINE.contains(column))) {
                return "it has no " + column;
            }
        }
        if (!QUANTITY.matcher(cell(row, "quantity")).matches()) {
            return "quantity is no whole number from 1 to 999999";
        }
        for (String column : AMOUNTS) {
            if (!cell(row, column).isEmpty()
                    && !AMOUNT.matcher(cell(row, column)).matches()) {
                return column + " is no amount such as 12.50";
            }
        }
        for (String column : OF_ORDER) {
            String said = cell(row, column);
            if (!said.isEmpty() && !said.equals(cell(first.cells(), column))) {
                return column + " is not that of line " + first.number() + ", where the order begins";
            }
        }
        if (row != first.cells()) {
            row.remove(OF_ORDER);
        }
        return null;
    }

    static String cell(ObjectNode row, String column) {
        return row.path(column).asText("");
    }
}
