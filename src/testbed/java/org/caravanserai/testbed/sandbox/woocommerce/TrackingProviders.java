package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.caravanserai.testbed.sandbox.base.Resources;

/** The carriers the Shipment Tracking extension knows, grouped by region, each with its link pattern. Names are matched exactly. */
final class TrackingProviders {

    private final JsonNode byRegion = Resources.json("woocommerce/providers.json");

    JsonNode byRegion() {
        return byRegion;
    }

    /** The link pattern of the provider, if there is such a provider. */
    Optional<String> link(String provider) {
        for (JsonNode region : byRegion) {
            if (region.has(provider)) {
                return Optional.of(region.get(provider).asText());
            }
        }
        return Optional.empty();
    }
}
