package org.caravanserai.testbed.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What is for sale, and how much of it lies where. The first things are bought far more often than the last, so there is
 * more of them. Some are only in one of the small warehouses, so that an order may need two; a few are scarce.
 */
public final class Catalogue {

    static final List<Place> PLACES = List.of(
            new Place("MAIN", "Main warehouse", 10, "US"),
            new Place("EAST", "East coast", 20, "US"),
            new Place("WEST", "West coast", 30, "US"));

    private static final List<String> GOODS = List.of(
            "Wool blanket",
            "Water skin",
            "Copper lamp",
            "Date syrup",
            "Saddle bag",
            "Silk scarf",
            "Tea glass",
            "Brass bell",
            "Camel brush",
            "Felt hat",
            "Salt block",
            "Rope");
    private static final List<String> LOOKS = List.of("plain", "striped", "large", "small", "travel");

    private final List<Thing> things = new ArrayList<>();

    /** A warehouse. */
    record Place(String code, String name, int priority, String country) {}

    /** @param stock units by location */
    public record Thing(String sku, String title, BigDecimal price, Map<String, Integer> stock) {

        int units() {
            return stock.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** @param orders how many orders are going to be placed: popular things are stocked for them */
    public Catalogue(int orders, long seed) {
        Random random = new Random(seed);
        for (int rank = 0; rank < GOODS.size() * LOOKS.size(); rank++) {
            String title = GOODS.get(rank % GOODS.size()) + ", " + LOOKS.get(rank / GOODS.size());
            BigDecimal price = BigDecimal.valueOf(390 + random.nextInt(9000), 2);
            things.add(new Thing(String.format("CRV-%03d", rank + 1), title, price, stock(rank, orders)));
        }
    }

    private static Map<String, Integer> stock(int rank, int orders) {
        Map<String, Integer> stock = new LinkedHashMap<>();
        int units = 12 + orders * 8 / 10 / (rank + 1);
        if (rank % 20 == 17) {
            stock.put("MAIN", 3);
        } else if (rank % 5 == 3) {
            stock.put("WEST", units);
        } else if (rank % 5 == 4) {
            stock.put("EAST", units);
        } else {
            stock.put("MAIN", units - units / 3);
            stock.put("EAST", units / 3);
        }
        return stock;
    }

    public List<Thing> things() {
        return List.copyOf(things);
    }
}
