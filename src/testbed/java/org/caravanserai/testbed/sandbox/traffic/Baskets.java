package org.caravanserai.testbed.sandbox.traffic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.caravanserai.testbed.sandbox.state.Listing;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Fills carts: popular things far more often than others (Zipf), one to four lines, only what the shop shows. */
final class Baskets {

    private static final int TRIES = 24;

    private final Random random;

    Baskets(Random random) {
        this.random = random;
    }

    /** An everyday cart; empty when the shop shows next to nothing. */
    Optional<Cart> everyday(Shop shop) {
        int lines = 1 + (random.nextInt(10) < 6 ? 0 : random.nextInt(4));
        List<Cart.Item> items = new ArrayList<>();
        for (int tries = 0; tries < TRIES && items.size() < lines; tries++) {
            Listing listing = shop.listings.get(zipf(shop.listings.size()));
            int quantity = random.nextInt(10) < 8 ? 1 : 2 + random.nextInt(2);
            if (listing.shown >= quantity
                    && items.stream().noneMatch(i -> i.sku().equals(listing.sku))) {
                items.add(new Cart.Item(listing.sku, quantity, null));
            }
        }
        return items.isEmpty() ? Optional.empty() : Optional.of(Cart.of(items));
    }

    /** A cart that no single warehouse can ship; empty when the set-up's {@code at} knows no such pair in stock. */
    Optional<Cart> twoLocations(Shop shop) {
        return pair(shop, true)
                .map(pair -> Cart.of(
                        pair.stream().map(l -> new Cart.Item(l.sku, 1, null)).toList()));
    }

    /** True when the shop lists two things that no warehouse has both of. */
    static boolean knowsTwoLocations(Shop shop) {
        return pair(shop, false).isPresent();
    }

    private static Optional<List<Listing>> pair(Shop shop, boolean inStock) {
        for (Listing one : shop.listings) {
            for (Listing other : shop.listings) {
                boolean apart = !one.at.isEmpty()
                        && !other.at.isEmpty()
                        && one.at.stream().noneMatch(other.at::contains);
                if (apart && (!inStock || one.shown > 0 && other.shown > 0)) {
                    return Optional.of(List.of(one, other));
                }
            }
        }
        return Optional.empty();
    }

    /** A cart with a thing no warehouse knows. */
    Cart unshippable() {
        return Cart.of(List.of(new Cart.Item("UNKNOWN-" + (1000 + random.nextInt(9000)), 1, new BigDecimal("19.50"))));
    }

    /** A rank from 0, rank r with weight 1/(r+1). */
    private int zipf(int size) {
        double sum = 0;
        for (int i = 1; i <= size; i++) {
            sum += 1.0 / i;
        }
        double dice = random.nextDouble() * sum;
        for (int i = 1; i <= size; i++) {
            dice -= 1.0 / i;
            if (dice < 0) {
                return i - 1;
            }
        }
        return size - 1;
    }
}
