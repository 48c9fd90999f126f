package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.caravanserai.base.HubHeaders;

/**
 * The steps from a channel's bytes to a canonical order, one method each, so that a route shows them and an engineer can
 * put something between any two. Every failure is a {@link MappingException} with a stable cause code.
 *
 * <p>Stateless; the mappings are asked for on every order, so that a reload counts from the next one.
 */
public final class Translator {

    private final Supplier<Mappings> mappings;
    private final CanonicalSchema orders;

    /**
     * @param mappings the active mappings
     * @param orders the schema {@code order.v1}
     */
    public Translator(Supplier<Mappings> mappings, CanonicalSchema orders) {
        this.mappings = mappings;
        this.orders = orders;
    }

    /** Step 1: bytes to JSON, within the limits of the hub. */
    public JsonNode parse(@Body byte[] body) {
        return PayloadReader.read(body);
    }

    /**
     * Step 2: the channel's words to canonical ones.
     *
     * @param channel e.g. {@code shopify}
     * @param shape which {@code order.<shape>.jslt} reads this payload
     */
    public JsonNode map(
            @Body JsonNode payload,
            @Header(HubHeaders.CHANNEL) String channel,
            @Header(HubHeaders.SHAPE) String shape) {
        return mappings.get().apply(channel, shape, payload);
    }

    /** Step 3: nothing goes on that does not meet {@code order.v1}. */
    public JsonNode validate(@Body JsonNode order) {
        return orders.require(order);
    }

    /**
     * Step 4: an order whose sums do not add up gets the alert {@code totals.mismatch} with both and goes on; one whose units
     * do not is held.
     */
    public JsonNode totals(@Body JsonNode order) {
        List<PayloadFinding> findings = new ArrayList<>(Units.check(order));
        Totals.compare(order)
                .ifPresent(
                        mismatch -> findings.add(new PayloadFinding("totals.mismatch", "", mismatch.detail(), false)));
        return Notices.of(findings).addTo(order);
    }
}
