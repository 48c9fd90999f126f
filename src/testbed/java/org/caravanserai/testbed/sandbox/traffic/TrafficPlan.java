package org.caravanserai.testbed.sandbox.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * Which shop the n-th order goes to and what is special about it. The same seed and request give the same plan, so a
 * restarted sandbox goes on where it was killed.
 */
final class TrafficPlan {

    enum Kind {
        EVERYDAY,
        TWO_LOCATIONS,
        UNSHIPPABLE
    }

    record Step(Shop shop, Kind kind) {}

    private final List<Step> steps = new ArrayList<>();

    TrafficPlan(List<Shop> shops, int orders, JsonNode mix, long seed) {
        Random random = new Random(seed);
        Map<String, List<Shop>> byChannel = new TreeMap<>();
        for (Shop shop : shops) {
            if (!shop.listings.isEmpty() && mix.path(shop.channel).asDouble(1) > 0) {
                byChannel.computeIfAbsent(shop.channel, c -> new ArrayList<>()).add(shop);
            }
        }
        if (byChannel.isEmpty()) {
            throw new IllegalArgumentException("there is no shop with listings to buy from; POST /control/setup first");
        }
        for (int i = 0; i < orders; i++) {
            steps.add(new Step(draw(byChannel, mix, random), Kind.EVERYDAY));
        }
        Map<Integer, Step> special = new LinkedHashMap<>();
        for (List<Shop> ofChannel : byChannel.values()) {
            for (Kind kind : List.of(Kind.TWO_LOCATIONS, Kind.UNSHIPPABLE)) {
                if (special.size() < orders) {
                    int at = random.nextInt(orders);
                    while (special.containsKey(at)) {
                        at = (at + 1) % orders;
                    }
                    List<Shop> able = kind == Kind.UNSHIPPABLE
                            ? ofChannel
                            : ofChannel.stream()
                                    .filter(Baskets::knowsTwoLocations)
                                    .toList();
                    if (!able.isEmpty()) {
                        special.put(at, new Step(able.get(random.nextInt(able.size())), kind));
                    }
                }
            }
        }
        special.forEach(steps::set);
    }

    private static Shop draw(Map<String, List<Shop>> byChannel, JsonNode mix, Random random) {
        double sum = byChannel.keySet().stream()
                .mapToDouble(c -> mix.path(c).asDouble(1))
                .sum();
        double dice = random.nextDouble() * sum;
        List<Shop> last = null;
        for (Map.Entry<String, List<Shop>> entry : byChannel.entrySet()) {
            last = entry.getValue();
            dice -= mix.path(entry.getKey()).asDouble(1);
            if (dice < 0) {
                break;
            }
        }
        return last.get(random.nextInt(last.size()));
    }

    Step step(int n) {
        return steps.get(n);
    }
}
