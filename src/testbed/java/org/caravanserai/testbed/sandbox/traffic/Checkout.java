package org.caravanserai.testbed.sandbox.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Random;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * The shop's checkout: sells only what the shop shows, lowers what it shows, works out discount and tax, and hands the
 * order to the channel.
 *
 * <p>Knobs of a scripted order, all optional: {@code test}, {@code pending} (not paid yet), {@code country} (of the
 * buyer), {@code discount} (share, e.g. "0.10"), {@code digital} (nothing ships), {@code note}, {@code shipping}
 * (title), {@code shippingPrice}, {@code anyway} (sell although nothing is shown); each channel knows more.
 */
public final class Checkout {

    private final World world;
    private final Random random;

    public Checkout(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    /**
     * Buys the cart.
     *
     * @throws IllegalArgumentException when the shop does not show enough of a SKU
     */
    public SandboxOrder buy(Shop shop, Cart cart) {
        SandboxOrder order = new SandboxOrder();
        synchronized (shop) {
            world.journal().together(() -> buy(shop, cart, order));
        }
        return order;
    }

    private void buy(Shop shop, Cart cart, SandboxOrder order) {
        JsonNode knobs = cart.knobs();
        if (!knobs.path("anyway").asBoolean()) {
            cart.items().stream().filter(item -> item.price() == null).forEach(item -> require(shop, cart, item.sku()));
        }
        order.sequence = world.ids().next();
        order.placedAt = world.clock().now();
        order.updatedAt = order.placedAt;
        order.paidAt = knobs.path("pending").asBoolean() ? null : order.placedAt;
        order.currency = shop.currency;
        order.test = knobs.path("test").asBoolean();
        order.buyer = People.draw(random, knobs.path("country").asText(null));
        order.note = knobs.path("note").asText(null);
        price(shop, cart, order);
        world.channel(shop.channel).place(shop, order, knobs);
        world.shops().save(shop);
    }

    private static void require(Shop shop, Cart cart, String sku) {
        Listing listing = shop.listing(sku)
                .orElseThrow(() -> new IllegalArgumentException("shop " + shop.key() + " does not list '" + sku
                        + "'; give a price for a line without a listing"));
        int wanted = cart.items().stream()
                .filter(i -> i.sku().equals(sku))
                .mapToInt(Cart.Item::quantity)
                .sum();
        if (wanted > listing.shown) {
            throw new IllegalArgumentException(
                    "shop " + shop.key() + " shows " + listing.shown + " of '" + sku + "', not " + wanted);
        }
    }

    private void price(Shop shop, Cart cart, SandboxOrder order) {
        JsonNode knobs = cart.knobs();
        Tax tax = Tax.of(order.buyer.country(), shop.currency);
        order.taxesIncluded = tax.included();
        BigDecimal off = new BigDecimal(knobs.path("discount").asText(random.nextInt(6) == 0 ? "0.10" : "0"));
        boolean digital = knobs.path("digital").asBoolean();
        for (Cart.Item item : cart.items()) {
            OrderLine line = new OrderLine();
            line.sku = item.sku();
            line.quantity = item.quantity();
            line.requiresShipping = !digital;
            Listing listing = item.price() == null ? shop.listing(item.sku()).orElseThrow() : null;
            line.title = listing == null ? "Special item " + item.sku() : listing.title;
            line.unitPrice = tax.round(listing == null ? item.price() : listing.price);
            BigDecimal gross = line.unitPrice.multiply(BigDecimal.valueOf(line.quantity));
            line.discount = tax.round(gross.multiply(off));
            line.tax = tax.on(gross.subtract(line.discount));
            line.extra.put("taxRate", tax.rate().toPlainString());
            order.lines.add(line);
            if (listing != null) {
                listing.shown -= item.quantity();
                listing.sold += item.quantity();
            }
        }
        boolean express = random.nextInt(5) == 0;
        order.shippingTitle = knobs.path("shipping").asText(express ? "Express" : "Standard");
        order.shippingPrice = digital
                ? tax.round(BigDecimal.ZERO)
                : tax.round(new BigDecimal(knobs.path("shippingPrice").asText(express ? "14.90" : "4.90")));
        order.shippingTax = tax.on(order.shippingPrice);
    }
}
