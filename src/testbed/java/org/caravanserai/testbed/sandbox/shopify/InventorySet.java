package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * {@code inventorySetQuantities} of 2026-04 and later: the {@code @idempotent} key and {@code changeFromQuantity} must
 * be there; everything is checked before anything is set; a key is bound to its parameters and to its outcome.
 */
final class InventorySet {

    private static final int MOST = 1_000_000_000;
    private static final Set<String> REASONS = Set.of(
            "correction",
            "cycle_count_available",
            "damaged",
            "movement_created",
            "movement_updated",
            "movement_received",
            "movement_canceled",
            "other",
            "promotion",
            "quality_control",
            "received",
            "reservation_created",
            "reservation_deleted",
            "reservation_updated",
            "restock",
            "safety_stock",
            "shrinkage");

    private final World world;
    private final Map<String, JsonNode> keys = new ConcurrentHashMap<>();

    InventorySet(World world) {
        this.world = world;
        world.journal().replay("shopify-key", keys::put);
    }

    /** A refusal inside the answer's data. */
    record Refusal(String code, List<String> field, String message) {
        Map<String, Object> map() {
            Map<String, Object> map = new HashMap<>();
            map.put("code", code);
            map.put("field", field);
            map.put("message", message);
            return map;
        }
    }

    /** The mutation's payload. {@code key} is null when the directive is missing. */
    Map<String, Object> apply(Shop shop, Map<String, Object> input, String key) {
        if (key == null) {
            throw new GraphqlFault(
                    "BAD_REQUEST",
                    "The @idempotent directive is required for this mutation but was not provided.",
                    true);
        }
        for (Map<String, Object> one : quantities(input)) {
            if (!one.containsKey("changeFromQuantity")) {
                throw new GraphqlFault(
                        "INVALID_FIELD_ARGUMENTS",
                        "InventoryQuantityInput must include the following argument: changeFromQuantity.",
                        true);
            }
        }
        String full = shop.key() + "|" + key;
        String parameters = SandboxJson.MAPPER.valueToTree(input).toString();
        JsonNode before = keys.get(full);
        if (before != null && !before.path("parameters").asText().equals(parameters)) {
            return refused(new Refusal(
                    "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
                    null,
                    "The same idempotency key cannot be used with different operation parameters."));
        }
        if (before != null && before.path("failed").asBoolean()) {
            return refused(new Refusal(
                    "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED",
                    null,
                    "A previous request with this idempotency key failed. Retry with a new idempotency key."));
        }
        if (before != null) {
            return done(
                    shop,
                    input,
                    before.path("group").asText(),
                    before.path("at").asText(),
                    Map.of());
        }
        List<Refusal> refusals = check(shop, input);
        ObjectNode memory = SandboxJson.object()
                .put("parameters", parameters)
                .put("failed", !refusals.isEmpty())
                .put("group", String.valueOf(ShopifyIds.next(world)))
                .put("at", OrderFacts.utc(world.clock().now()));
        keys.put(full, memory);
        Map<String, Integer> deltas = refusals.isEmpty() ? set(shop, input) : Map.of();
        world.journal().put("shopify-key", full, memory);
        return refusals.isEmpty()
                ? done(
                        shop,
                        input,
                        memory.path("group").asText(),
                        memory.path("at").asText(),
                        deltas)
                : refused(refusals.toArray(Refusal[]::new));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> quantities(Map<String, Object> input) {
        return (List<Map<String, Object>>) input.get("quantities");
    }

    private static String name(Map<String, Object> input) {
        return (String) input.get("name");
    }

    private static int current(ObjectNode level, String name) {
        int available = level.path("available").asInt();
        return name.equals("available")
                ? available
                : available + level.path("committed").asInt();
    }

    private List<Refusal> check(Shop shop, Map<String, Object> input) {
        List<Refusal> refusals = new ArrayList<>();
        String name = name(input);
        if (!name.equals("available") && !name.equals("on_hand")) {
            refusals.add(new Refusal(
                    "INVALID_NAME",
                    List.of("input", "name"),
                    "The quantity name must be either 'available' or 'on_hand'."));
        }
        if (!REASONS.contains((String) input.get("reason"))) {
            refusals.add(new Refusal("INVALID_REASON", List.of("input", "reason"), "The specified reason is invalid."));
        }
        Set<String> pairs = new HashSet<>();
        int index = 0;
        for (Map<String, Object> one : quantities(input)) {
            String at = String.valueOf(index++);
            Listing listing = Levels.byItem(shop, Gid.id("InventoryItem", one.get("inventoryItemId")));
            String location = Gid.id("Location", one.get("locationId"));
            int quantity = (Integer) one.get("quantity");
            if (listing == null) {
                refusals.add(refusal(
                        "INVALID_INVENTORY_ITEM",
                        at,
                        "inventoryItemId",
                        "The specified inventory item could not be found."));
            } else if (ShopifyShop.locationName(shop, location) == null) {
                refusals.add(
                        refusal("INVALID_LOCATION", at, "locationId", "The specified location could not be found."));
            } else if (Levels.at(listing, location) == null) {
                refusals.add(refusal(
                        "ITEM_NOT_STOCKED_AT_LOCATION",
                        at,
                        "locationId",
                        "The inventory item is not stocked at the location."));
            } else if (!pairs.add(listing.sku + "@" + location)) {
                refusals.add(refusal(
                        "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR",
                        at,
                        "inventoryItemId",
                        "The combination of inventoryItemId and locationId must be unique."));
            } else if (quantity < 0) {
                refusals.add(refusal("INVALID_QUANTITY_NEGATIVE", at, "quantity", "The quantity can't be negative."));
            } else if (quantity > MOST) {
                refusals.add(refusal(
                        "INVALID_QUANTITY_TOO_HIGH",
                        at,
                        "quantity",
                        "The quantity can't be higher than 1,000,000,000."));
            } else if (one.get("changeFromQuantity") != null
                    && refusals.isEmpty()
                    && !one.get("changeFromQuantity").equals(current(Levels.at(listing, location), name))) {
                refusals.add(refusal(
                        "CHANGE_FROM_QUANTITY_STALE",
                        at,
                        "changeFromQuantity",
                        "The changeFromQuantity argument no longer matches the persisted quantity."));
            }
        }
        return refusals;
    }

    private static Refusal refusal(String code, String index, String field, String message) {
        return new Refusal(code, List.of("input", "quantities", index, field), message);
    }

    /** Sets what was checked; answers the change of each item and location. */
    private Map<String, Integer> set(Shop shop, Map<String, Object> input) {
        Map<String, Integer> deltas = new HashMap<>();
        for (Map<String, Object> one : quantities(input)) {
            String item = Gid.id("InventoryItem", one.get("inventoryItemId"));
            String location = Gid.id("Location", one.get("locationId"));
            Listing listing = Levels.byItem(shop, item);
            ObjectNode level = Levels.at(listing, location);
            int delta = (Integer) one.get("quantity") - current(level, name(input));
            level.put("available", level.path("available").asInt() + delta);
            Levels.show(listing);
            deltas.put(item + "@" + location, delta);
        }
        world.shops().save(shop);
        return deltas;
    }

    private static Map<String, Object> refused(Refusal... refusals) {
        Map<String, Object> payload = new HashMap<>();
        payload.put("inventoryAdjustmentGroup", null);
        payload.put("userErrors", List.of(refusals).stream().map(Refusal::map).toList());
        return payload;
    }

    private static Map<String, Object> done(
            Shop shop, Map<String, Object> input, String group, String at, Map<String, Integer> deltas) {
        List<Object> changes = new ArrayList<>();
        for (Map<String, Object> one : quantities(input)) {
            String item = Gid.id("InventoryItem", one.get("inventoryItemId"));
            String location = Gid.id("Location", one.get("locationId"));
            for (String name : List.of("available", "on_hand")) {
                changes.add(Map.of(
                        "name",
                        name,
                        "delta",
                        deltas.getOrDefault(item + "@" + location, 0),
                        "item",
                        StockView.item(shop, Levels.byItem(shop, item)),
                        "location",
                        StockView.location(shop, location)));
            }
        }
        Map<String, Object> node = new HashMap<>();
        node.put("id", Gid.of("InventoryAdjustmentGroup", group));
        node.put("createdAt", at);
        node.put("reason", input.get("reason"));
        node.put("referenceDocumentUri", input.get("referenceDocumentUri"));
        node.put("changes", changes);
        return Map.of("inventoryAdjustmentGroup", node, "userErrors", List.of());
    }
}
