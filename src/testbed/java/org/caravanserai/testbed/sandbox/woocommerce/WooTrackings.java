package org.caravanserai.testbed.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.caravanserai.testbed.sandbox.base.Digests;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Fulfilment;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * The Shipment Tracking extension. It takes every POST as a new tracking, a repeated one too; it knows no lines, so a partial
 * shipment cannot be told; a provider outside its list is refused unless it comes as a custom one.
 */
final class WooTrackings {

    private final World world;
    private final TrackingProviders providers = new TrackingProviders();

    WooTrackings(World world) {
        this.world = world;
    }

    Answer providers() {
        return Answer.json(200, providers.byRegion());
    }

    Answer list(SandboxOrder order) {
        ArrayNode list = SandboxJson.array();
        order.fulfilments.stream()
                .filter(tracking -> tracking.cancelledAt == null && tracking.tracking != null)
                .forEach(tracking -> list.add(document(tracking)));
        return Answer.json(200, list);
    }

    Answer create(Shop shop, SandboxOrder order, Call call) {
        JsonNode body = WooBody.of(call);
        String number = body.path("tracking_number").asText("").trim();
        if (number.isEmpty()) {
            throw new WooError(400, "woocommerce_rest_tracking_number_missing", "Tracking number is required.");
        }
        Fulfilment tracking = new Fulfilment();
        tracking.at = world.clock().now();
        tracking.tracking = number;
        tracking.viaOperation = "createTracking";
        tracking.id = id(order, world.ids().next());
        carrier(shop, order, tracking, body);
        tracking.extra.put("dateShipped", date(body));
        judge(shop, order, tracking);
        world.parcels().book(shop, order, tracking);
        world.shops().save(shop, order);
        return Answer.json(201, document(tracking));
    }

    private void carrier(Shop shop, SandboxOrder order, Fulfilment tracking, JsonNode body) {
        String provider = body.path("tracking_provider").asText("");
        String custom = body.path("custom_tracking_provider").asText("");
        if (!provider.isEmpty()) {
            String link = providers.link(provider).orElseThrow(() -> {
                world.violations()
                        .add(
                                shop,
                                order.id,
                                "unknown-carrier",
                                "tracking_provider '" + provider
                                        + "' is not in the store's providers list; use a listed name or custom_tracking_provider");
                return WooError.parameter("tracking_provider", "is not one of the listed providers.");
            });
            tracking.carrier = provider;
            tracking.url = fill(link, tracking.tracking, order);
        } else if (!custom.isEmpty()) {
            tracking.carrier = custom;
            tracking.url = fill(body.path("custom_tracking_link").asText(""), tracking.tracking, order);
            if (providers.link(custom).isPresent()) {
                world.violations()
                        .add(
                                shop,
                                order.id,
                                "listed-carrier-as-custom",
                                "'" + custom
                                        + "' is a listed provider; sent as custom it has no tracking link of its own");
            }
        } else {
            throw new WooError(400, "woocommerce_rest_tracking_provider_missing", "Tracking provider is required.");
        }
    }

    private static String fill(String link, String number, SandboxOrder order) {
        return link.replace("%1$s", number)
                .replace("%2$s", order.buyer.postcode())
                .replace("%3$s", order.buyer.country());
    }

    private String date(JsonNode body) {
        String text = body.path("date_shipped").asText("");
        if (text.isEmpty()) {
            return world.clock().now().atZone(ZoneOffset.UTC).toLocalDate().toString();
        }
        try {
            return LocalDate.parse(text).toString();
        } catch (DateTimeException wrong) {
            throw WooError.parameter("date_shipped", "is not a valid date, use YYYY-MM-DD.");
        }
    }

    private void judge(Shop shop, SandboxOrder order, Fulfilment tracking) {
        if (WooStatus.of(order).equals(WooStatus.COMPLETED) && !order.sentByHand()) {
            world.violations()
                    .add(
                            shop,
                            order.id,
                            "tracking-after-completed",
                            "tracking " + tracking.tracking
                                    + " came after the order was completed: the buyer's e-mail went out without it");
        }
        if (WooLife.longCancelled(order, world.clock())) {
            world.violations()
                    .add(
                            shop,
                            order.id,
                            "shipped-cancelled-order",
                            "tracking " + tracking.tracking + " was added to an order that is cancelled");
        }
        // What people put on hold is paid; a parcel may cross with that news.
        if (order.paidAt == null
                && Set.of(WooStatus.PENDING, WooStatus.ON_HOLD, WooStatus.DRAFT).contains(WooStatus.of(order))) {
            world.violations()
                    .add(
                            shop,
                            order.id,
                            "shipped-unpaid-order",
                            "tracking " + tracking.tracking + " was added while the order is " + WooStatus.of(order)
                                    + ": it is not paid yet");
        }
    }

    private static String id(SandboxOrder order, long number) {
        return Digests.md5(order.id + ":" + number);
    }

    private static ObjectNode document(Fulfilment tracking) {
        return SandboxJson.object()
                .put("tracking_id", tracking.id)
                .put("tracking_provider", tracking.carrier)
                .put("tracking_link", tracking.url)
                .put("tracking_number", tracking.tracking)
                .put("date_shipped", tracking.extra.path("dateShipped").asText());
    }
}
