package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.sandbox.state.Fulfilment;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.Person;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;

/**
 * One order at one moment, in Amazon's terms; what of it is shown depends on the question. Made from the stored order, whose
 * {@code extra} holds what only Amazon knows (see {@link #describe}).
 *
 * @param orderId       3-7-7 digits
 * @param paid          false while PENDING: no price, tax, gift or address is shown and nothing may ship
 * @param amazonFulfils true for FBA (AFN): Amazon ships, the seller must not
 * @param programs      e.g. PRIME, FBM_SHIP_PLUS
 * @param serviceLevel  e.g. STANDARD, NEXT_DAY
 * @param shipBy        end of the ship-by window
 * @param deliverBy     end of the deliver-by window
 * @param packs         confirmed packages, one per reference
 */
record AmazonOrder(
        String orderId,
        Instant created,
        Instant updated,
        boolean paid,
        boolean amazonFulfils,
        List<String> programs,
        String serviceLevel,
        Instant shipBy,
        Instant deliverBy,
        String marketplaceId,
        String currency,
        boolean taxesIncluded,
        Person shipTo,
        List<Item> items,
        List<Pack> packs) {

    /**
     * One ordered item.
     *
     * @param unitPrice   price of one unit, without tax
     * @param tax         tax for the whole item
     * @param shipping    shipping charge for the whole item
     * @param shippingTax tax on it
     * @param giftMessage null unless wrapped as a gift
     * @param cancelAsked the buyer's reason for asking to cancel, or null
     * @param cancelledBy BUYER, MERCHANT or AMAZON, or null
     */
    record Item(
            String itemId,
            String sku,
            String asin,
            int ordered,
            int shipped,
            BigDecimal unitPrice,
            BigDecimal tax,
            BigDecimal shipping,
            BigDecimal shippingTax,
            String giftMessage,
            String cancelAsked,
            String cancelledBy) {

        /** Units still to ship; none once the item is cancelled. */
        int open() {
            return cancelledBy == null ? ordered - shipped : 0;
        }

        BigDecimal itemTotal() {
            return unitPrice.multiply(BigDecimal.valueOf(ordered));
        }
    }

    /** One confirmed package. */
    record Pack(
            String reference,
            String carrier,
            String method,
            String tracking,
            Instant shippedAt,
            Instant confirmedAt,
            List<Fulfilment.Part> contents) {}

    /** Writes what only Amazon knows of an order into it. */
    static void describe(
            SandboxOrder order,
            String fulfilledBy,
            List<String> programs,
            String serviceLevel,
            Instant shipBy,
            Instant deliverBy) {
        order.extra
                .put("fulfilledBy", fulfilledBy)
                .put("serviceLevel", serviceLevel)
                .put("shipBy", shipBy.toString())
                .put("deliverBy", deliverBy.toString());
        programs.forEach(order.extra.putArray("programs")::add);
    }

    static AmazonOrder of(SandboxOrder order, String marketplaceId) {
        JsonNode extra = order.extra;
        List<String> programs = new ArrayList<>();
        extra.path("programs").forEach(word -> programs.add(word.asText()));
        List<Item> items = order.lines.stream().map(line -> item(order, line)).toList();
        return new AmazonOrder(
                order.id,
                order.placedAt,
                order.updatedAt,
                order.paidAt != null,
                "AMAZON".equals(extra.path("fulfilledBy").asText()),
                List.copyOf(programs),
                extra.path("serviceLevel").asText("STANDARD"),
                Instant.parse(extra.path("shipBy").asText()),
                Instant.parse(extra.path("deliverBy").asText()),
                marketplaceId,
                order.currency,
                order.taxesIncluded,
                order.buyer,
                items,
                order.fulfilments.stream().map(AmazonOrder::pack).toList());
    }

    private static Item item(SandboxOrder order, OrderLine line) {
        boolean first = order.lines.indexOf(line) == 0;
        boolean gone = line.removed >= line.quantity;
        int ordered = gone ? line.quantity : line.current();
        boolean shippedByAmazon = order.extra.path("amazonShipped").asBoolean();
        return new Item(
                line.lineId,
                line.sku,
                line.extra.path("asin").asText(),
                ordered,
                shippedByAmazon ? ordered : order.fulfilled(line.lineId),
                line.unitPrice,
                line.tax,
                first ? order.shippingPrice : BigDecimal.ZERO,
                first ? order.shippingTax : BigDecimal.ZERO,
                text(line.extra, "giftMessage"),
                text(line.extra, "cancelAsked"),
                gone ? "BUYER" : text(line.extra, "cancelledBy"));
    }

    private static Pack pack(Fulfilment sent) {
        return new Pack(
                sent.id,
                sent.extra.path("carrierName").asText(sent.carrier),
                sent.extra.path("method").asText(),
                sent.tracking,
                Instant.parse(sent.extra.path("shipDate").asText()),
                sent.at,
                List.copyOf(sent.lines));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.path(field).asText() : null;
    }

    /** The word of the 2026-01-01 model. */
    String status() {
        if (items.stream().allMatch(item -> item.cancelledBy() != null)) {
            return "CANCELLED";
        }
        if (!paid) {
            return "PENDING";
        }
        if (items.stream().allMatch(item -> item.open() <= 0)) {
            return "SHIPPED";
        }
        return items.stream().anyMatch(item -> item.shipped() > 0) ? "PARTIALLY_SHIPPED" : "UNSHIPPED";
    }

    /** What the seller receives for the item; tax is in the prices already where they contain it. */
    BigDecimal proceeds(Item item) {
        BigDecimal sum = item.itemTotal().add(item.shipping());
        return taxesIncluded ? sum : sum.add(item.tax()).add(item.shippingTax());
    }

    BigDecimal total() {
        return items.stream().map(this::proceeds).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The buyer's address behind Amazon's relay. */
    String buyerEmail() {
        return Integer.toString(Math.abs(orderId.hashCode()), 36) + "@marketplace.amazon.com";
    }
}
