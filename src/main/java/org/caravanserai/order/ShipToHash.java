package org.caravanserai.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells whether an order is to go elsewhere without keeping where it goes: a keyed hash of who and what stands on the
 * label. Case, spaces and how a street is cut into lines do not matter, nor does the phone. The order's own id is in it, so
 * that equal addresses of two orders cannot be seen to be equal.
 */
public final class ShipToHash {

    private static final String PICKUP = "pickup";
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final ContentHash hash;

    public ShipToHash(ContentHash hash) {
        this.hash = hash;
    }

    /**
     * Null when no address is stated: an order that is not paid yet, digital goods, a region without a street. One that is
     * fetched by its buyer goes elsewhere than to any address.
     */
    public byte[] of(WorkingOrder order, OrderSnapshot stated) {
        if (stated.document().at("/destination/kind").asText().equals(PICKUP)) {
            return of(order, PICKUP);
        }
        JsonNode shipTo = stated.personal().path("shipTo");
        String street = text(shipTo, "line1") + ' ' + text(shipTo, "line2") + ' ' + text(shipTo, "line3");
        if (street.isBlank() || order.erased()) {
            return null;
        }
        String label = String.join(
                " | ",
                text(shipTo, "name"),
                text(shipTo, "company"),
                street,
                text(shipTo, "city"),
                text(shipTo, "region"),
                text(shipTo, "postcode").replace(" ", ""),
                text(shipTo, "country"));
        String plain = Normalizer.normalize(label, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return of(order, SPACES.matcher(plain).replaceAll(" "));
    }

    private byte[] of(WorkingOrder order, String where) {
        return hash.of(
                ("ship-to/" + order.id()).getBytes(StandardCharsets.UTF_8), where.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(JsonNode address, String field) {
        return address.path(field).asText("");
    }
}
