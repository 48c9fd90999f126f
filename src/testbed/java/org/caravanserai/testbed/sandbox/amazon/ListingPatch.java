package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * patchListingsItem as far as stock goes. The answer is 200 even when the submission is INVALID; an ACCEPTED one is applied a
 * little later. {@code merge} keeps what is not named, {@code replace} drops it.
 */
final class ListingPatch {

    /** How long an accepted submission takes to show. */
    private static final Duration APPLIED_AFTER = Duration.ofSeconds(10);

    private static final Set<String> OPERATIONS = Set.of("add", "replace", "merge", "delete");
    private static final String PATH = "/attributes/" + ListingAttributes.AVAILABILITY;

    private final World world;

    ListingPatch(World world) {
        this.world = world;
    }

    Answer answer(Shop shop, String seller, String sku, Call call) {
        if (!seller.equals(AmazonShop.sellerId(shop))) {
            throw new AmazonRefusal(403, "Unauthorized", "Access to requested resource is denied.");
        }
        String marketplaces = call.parameter("marketplaceIds");
        if (marketplaces == null || !Set.of(marketplaces.split(",")).contains(AmazonShop.marketplaceId(shop))) {
            throw AmazonRefusal.invalid("marketplaceIds is required and must name the seller's store");
        }
        JsonNode body = AmazonBody.of(call);
        String productType = AmazonBody.text(body, "productType");
        if (!body.path("patches").isArray() || body.path("patches").isEmpty()) {
            throw AmazonRefusal.invalid("'patches' is required and must not be empty");
        }
        Listing listing = shop.listing(sku).orElse(null);
        ArrayNode issues = SandboxJson.array();
        if (listing == null) {
            issue(issues, "4000003", "SKU '" + sku + "' does not exist in this store", "sku");
        } else if (!productType.equals(listing.extra.path("productType").asText())) {
            issue(issues, "99022", "productType '" + productType + "' is not the listing's", "product_type");
        }
        body.path("patches").forEach(patch -> check(patch, issues));
        boolean preview = "VALIDATION_PREVIEW".equals(call.parameter("mode"));
        if (issues.isEmpty() && !preview) {
            body.path("patches").forEach(patch -> apply(shop, listing, patch));
        }
        ObjectNode answer = SandboxJson.object().put("sku", sku);
        answer.put("status", !issues.isEmpty() ? "INVALID" : preview ? "VALID" : "ACCEPTED");
        answer.put("submissionId", String.format("%032x", world.ids().next())).set("issues", issues);
        return AmazonAnswers.json(200, answer).as(answer.path("status").asText());
    }

    private static void check(JsonNode patch, ArrayNode issues) {
        String operation = AmazonBody.text(patch, "op");
        if (!OPERATIONS.contains(operation)) {
            throw AmazonRefusal.invalid("op '" + operation + "' is none of add, replace, merge, delete");
        }
        if (!AmazonBody.text(patch, "path").equals(PATH)) {
            issue(
                    issues,
                    "90000900",
                    "This store knows the attribute " + PATH + " only",
                    patch.path("path").asText());
            return;
        }
        if (!patch.path("value").isArray() || patch.path("value").isEmpty()) {
            throw AmazonRefusal.invalid("'value' is required and must be an array of objects");
        }
        for (JsonNode value : patch.path("value")) {
            String channel = value.path("fulfillment_channel_code").asText();
            if (!channel.equals("DEFAULT")) {
                issue(
                        issues,
                        "90220",
                        "fulfillment_channel_code must be DEFAULT; '" + channel + "' stock is Amazon's own",
                        ListingAttributes.AVAILABILITY);
            }
            JsonNode quantity = value.path("quantity");
            if (!quantity.isMissingNode() && (!quantity.isIntegralNumber() || quantity.asInt() < 0)) {
                issue(issues, "90117", "quantity must be a whole number of at least 0", ListingAttributes.AVAILABILITY);
            }
        }
    }

    private void apply(Shop shop, Listing listing, JsonNode patch) {
        JsonNode value = patch.path("value").get(0);
        String operation = patch.path("op").asText();
        ObjectNode entry = ListingAttributes.entry(listing);
        if (!operation.equals("merge")) {
            if (entry.has("lead_time_to_ship_max_days") && !value.has("lead_time_to_ship_max_days")) {
                world.violations()
                        .add(
                                shop,
                                "",
                                "listing-sibling-dropped",
                                operation + " of the stock of " + listing.sku
                                        + " dropped lead_time_to_ship_max_days; use merge");
            }
            entry.removeAll();
        }
        value.properties().forEach(field -> entry.set(field.getKey(), field.getValue()));
        int quantity = value.path("quantity").asInt(operation.equals("delete") ? 0 : listing.shown);
        entry.remove("quantity");
        long submission = world.ids().next();
        // A later submission overtakes an earlier one that is not applied yet; what sells in between is not added back.
        listing.extra.put("submission", submission).put("submitted", quantity);
        world.shops().save(shop);
        world.later(shop, APPLIED_AFTER, () -> take(shop, listing, submission));
    }

    private void take(Shop shop, Listing listing, long submission) {
        if (listing.extra.path("submission").asLong() == submission) {
            listing.shown = listing.extra.path("submitted").asInt();
            listing.extra.remove("submission");
            world.shops().save(shop);
        }
    }

    /** Applies at once what was accepted before a restart. */
    void resume(Shop shop) {
        shop.listings.forEach(listing -> {
            if (listing.extra.has("submission")) {
                take(shop, listing, listing.extra.path("submission").asLong());
            }
        });
    }

    private static void issue(ArrayNode issues, String code, String message, String attribute) {
        ObjectNode issue =
                issues.addObject().put("code", code).put("message", message).put("severity", "ERROR");
        issue.putArray("attributeNames").add(attribute);
        issue.putArray("categories").add("INVALID_ATTRIBUTE");
    }
}
