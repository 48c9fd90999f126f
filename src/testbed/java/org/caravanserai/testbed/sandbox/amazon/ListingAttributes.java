package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.state.Listing;

/** The stored attributes of a listing, of which only {@code fulfillment_availability} matters here. */
final class ListingAttributes {

    static final String AVAILABILITY = "fulfillment_availability";

    private ListingAttributes() {}

    /** A new listing promises a handling time beside its quantity: a sibling that a careless replace drops. */
    static void open(Listing listing, String productType) {
        listing.extra.put("productType", productType);
        listing.extra
                .putArray(AVAILABILITY)
                .addObject()
                .put("fulfillment_channel_code", "DEFAULT")
                .put("lead_time_to_ship_max_days", 2);
    }

    /** The entry of the merchant's own channel, with the quantity shown now. */
    static ObjectNode entry(Listing listing) {
        ArrayNode entries = listing.extra.withArray(AVAILABILITY);
        for (JsonNode entry : entries) {
            if (entry.path("fulfillment_channel_code").asText().equals("DEFAULT")) {
                return (ObjectNode) entry;
            }
        }
        return entries.addObject().put("fulfillment_channel_code", "DEFAULT");
    }

    static ObjectNode show(Listing listing) {
        ObjectNode attributes = SandboxJson.object();
        ObjectNode entry = entry(listing).deepCopy();
        attributes.putArray(AVAILABILITY).add(entry.put("quantity", listing.shown));
        return attributes;
    }
}
