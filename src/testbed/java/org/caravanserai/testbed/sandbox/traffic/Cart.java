package org.caravanserai.testbed.sandbox.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/**
 * What a buyer wants.
 *
 * @param knobs wishes beyond lines: see {@link Checkout}
 */
public record Cart(List<Item> items, JsonNode knobs) {

    /**
     * @param sku   a SKU of the shop, or any text with {@code price} set: a custom line without a listing
     * @param price unit price of a custom line; null for a listed SKU
     */
    public record Item(String sku, int quantity, BigDecimal price) {}

    /** Reads {@code {"lines":[{"sku","quantity","price"?}], ...knobs}}. */
    public static Cart read(JsonNode order) {
        List<Item> items = new ArrayList<>();
        for (JsonNode line : order.path("lines")) {
            String price = line.path("price").asText("");
            items.add(new Item(
                    line.path("sku").asText(""),
                    line.path("quantity").asInt(1),
                    price.isEmpty() ? null : new BigDecimal(price)));
        }
        if (items.isEmpty()) {
            throw new IllegalArgumentException("order.lines is empty; give [{\"sku\":\"..\",\"quantity\":1}]");
        }
        return new Cart(items, order);
    }

    static Cart of(List<Item> items) {
        return new Cart(List.copyOf(items), SandboxJson.object());
    }
}
