package org.caravanserai.intake.pull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.caravanserai.channel.recipe.ShapeRecipe;
import org.caravanserai.intake.webhook.BodyValues;
import org.caravanserai.intake.webhook.EventStore;
import org.caravanserai.intake.webhook.Observation;

/**
 * Stores the orders an answer holds. The same order in the same words is the same observation, however often it is asked
 * for: a poll that finds nothing new leaves nothing.
 */
public final class FetchedOrderWriter {

    private final EventStore store;
    private final BodyValues values;

    public FetchedOrderWriter(EventStore store, BodyValues values) {
        this.store = store;
        this.values = values;
    }

    /**
     * Returns after the commit.
     *
     * @param source fetch or poll
     * @param shape its name
     * @param askedAt when the channel was asked; the version of an order that has none of its own
     * @param parentId the hint it was fetched for, or null
     * @return the orders' keys
     */
    public List<String> store(
            int accountId,
            String source,
            String shape,
            ShapeRecipe recipe,
            List<byte[]> orders,
            Instant askedAt,
            Long parentId) {
        List<Observation> observations = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (byte[] order : orders) {
            String key = key(recipe, order);
            boolean odd = key == null || key.isEmpty();
            byte[] event =
                    ("order\0" + shape + "\0" + (odd ? "" : key) + "\0" + hash(order)).getBytes(StandardCharsets.UTF_8);
            observations.add(new Observation(
                    accountId,
                    odd ? "odd" : "order",
                    source,
                    "",
                    odd ? "" : shape,
                    odd ? "" : key,
                    event,
                    Map.of("hubAskedAt", askedAt.toString()),
                    order,
                    false,
                    parentId));
            if (!odd) {
                keys.add(key);
            }
        }
        if (!observations.isEmpty()) {
            store.store(observations);
        }
        return keys;
    }

    private String key(ShapeRecipe recipe, byte[] order) {
        try {
            return values.read(order, recipe.order())[0];
        } catch (IOException e) {
            return null;
        }
    }

    private static String hash(byte[] order) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(order));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
