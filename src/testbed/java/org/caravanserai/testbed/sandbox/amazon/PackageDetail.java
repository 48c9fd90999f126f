package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.sandbox.rest.Parameters;
import org.caravanserai.testbed.sandbox.state.Fulfilment;

/**
 * The package of a confirmShipment request, with everything the Orders v0 model requires.
 *
 * @param carrierName "" unless given; required with carrier code Other
 */
record PackageDetail(
        String reference,
        String carrierCode,
        String carrierName,
        String method,
        String tracking,
        Instant shipDate,
        List<Fulfilment.Part> contents) {

    /** @throws AmazonRefusal 400 naming the field that is missing or wrong */
    static PackageDetail read(JsonNode body, String marketplaceId) {
        if (!AmazonBody.text(body, "marketplaceId").equals(marketplaceId)) {
            throw AmazonRefusal.invalid("marketplaceId is not the order's");
        }
        if (body.has("codCollectionMethod")) {
            throw AmazonRefusal.invalid("codCollectionMethod is only supported in the JP marketplace");
        }
        JsonNode detail = body.path("packageDetail");
        if (!detail.isObject()) {
            throw AmazonRefusal.invalid("'packageDetail' is required: one package per call");
        }
        String reference = AmazonBody.text(detail, "packageReferenceId");
        if (!reference.matches("0*[1-9]\\d{0,17}")) {
            throw AmazonRefusal.invalid("packageReferenceId must be a positive number written as a string");
        }
        String code = AmazonBody.text(detail, "carrierCode");
        String name = detail.path("carrierName").asText("");
        if (code.equals(CarrierCodes.OTHER) && name.isBlank()) {
            throw AmazonRefusal.invalid("carrierName is required when carrierCode is Other");
        }
        return new PackageDetail(
                reference,
                code,
                name,
                detail.path("shippingMethod").asText(""),
                AmazonBody.text(detail, "trackingNumber"),
                date(detail),
                contents(detail.path("orderItems")));
    }

    private static Instant date(JsonNode detail) {
        // The published sandbox case spells this code with a space.
        return Parameters.time(AmazonBody.text(detail, "shipDate"))
                .orElseThrow(() -> new AmazonRefusal(400, "Invalid Input", "Invalid Input"));
    }

    private static List<Fulfilment.Part> contents(JsonNode items) {
        if (!items.isArray() || items.isEmpty()) {
            throw AmazonRefusal.invalid("'orderItems' is required and must not be empty");
        }
        List<Fulfilment.Part> contents = new ArrayList<>();
        for (JsonNode item : items) {
            JsonNode quantity = item.path("quantity");
            if (!quantity.isIntegralNumber() || quantity.asInt() < 1) {
                throw AmazonRefusal.invalid("'quantity' is required and must be a positive integer");
            }
            contents.add(new Fulfilment.Part(AmazonBody.text(item, "orderItemId"), quantity.asInt()));
        }
        return contents;
    }
}
