package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The carriers the Shipment Tracking extension knows, grouped by region, each with its link pattern. Names are matched exactly. */
final class TrackingProviders {

    private final JsonNode byRegion;

    private TrackingProviders(JsonNode byRegion) {
        this.byRegion = byRegion;
    }

    static TrackingProviders load() {
        try (InputStream in = TrackingProviders.class.getResourceAsStream("/sandbox/woocommerce/providers.json")) {
            return new TrackingProviders(SandboxJson.MAPPER.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the build lacks /sandbox/woocommerce/providers.json", e);
        }
    }

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
