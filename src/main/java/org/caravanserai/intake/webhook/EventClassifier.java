package org.caravanserai.intake.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.EventRecipe;
import org.caravanserai.channel.recipe.ShapeRecipe;
import org.caravanserai.channel.recipe.ValueSource;

/**
 * Tells what an event is about: topic, kind, shape, order key and event key, by the recipe, from the kept headers and as
 * little of the body as possible. Whatever cannot be told makes the event {@code odd}; nothing is refused here.
 */
public final class EventClassifier {

    private static final EventRecipe.TopicRecipe ODD = new EventRecipe.TopicRecipe("odd", "");
    private static final int LONGEST_KEY = 200;

    private final BodyValues values;

    public EventClassifier(BodyValues values) {
        this.values = values;
    }

    /** What came in through a door of {@code account}. */
    public Observation observe(
            ChannelRecipe recipe, int account, String source, Map<String, String> headers, byte[] body) {
        EventRecipe events = recipe.events();
        String topic = topic(events, headers, body);
        EventRecipe.TopicRecipe known = events.topics().getOrDefault(topic, ODD);
        if (known.shape().isEmpty()) {
            return new Observation(
                    account, known.kind(), source, topic, "", "", hash(topic, body), headers, body, false, null);
        }
        ShapeRecipe shape = recipe.shapes().get(known.shape());
        String[] found = read(body, pointers(events, shape.order()));
        String order = found[0];
        if (order == null || order.isEmpty() || order.length() > LONGEST_KEY || order.indexOf('\0') >= 0) {
            return new Observation(
                    account, ODD.kind(), source, topic, "", "", hash(topic, body), headers, body, false, null);
        }
        byte[] key = key(events, topic, order, headers, found, body);
        return new Observation(
                account,
                known.kind(),
                source,
                topic,
                known.shape(),
                order,
                key,
                headers,
                body,
                shape.notificationOnly(),
                null);
    }

    /** The seller a queue's event is for; empty when it does not say. */
    public String seller(ChannelRecipe recipe, byte[] body) {
        String seller = read(body, recipe.events().seller().pointer())[0];
        return seller == null ? "" : seller;
    }

    private String topic(EventRecipe events, Map<String, String> headers, byte[] body) {
        ValueSource source = events.topic();
        String topic =
                source.kind() == ValueSource.Kind.HEADER ? headers.get(source.name()) : read(body, source.name())[0];
        return topic == null || topic.length() > LONGEST_KEY ? "" : topic;
    }

    /** The order's pointer, then those of the event key, in their order. */
    private static String[] pointers(EventRecipe events, String order) {
        List<String> pointers = new ArrayList<>();
        pointers.add(order);
        for (ValueSource part : events.key()) {
            if (part.kind() == ValueSource.Kind.POINTER) {
                pointers.add(part.name());
            }
        }
        return pointers.toArray(String[]::new);
    }

    private static byte[] key(
            EventRecipe events, String topic, String order, Map<String, String> headers, String[] found, byte[] body) {
        StringBuilder key = new StringBuilder(topic.length() + order.length() + 64);
        int next = 1;
        for (ValueSource part : events.key()) {
            String text = switch (part.kind()) {
                case HEADER -> headers.get(part.name());
                case POINTER -> found[next++];
                case TOPIC -> topic;
                case ORDER -> order;
                case BODY -> null;
            };
            if (text == null) {
                return hash(topic, body);
            }
            key.append(text).append('\0');
        }
        return key.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String[] read(byte[] body, String... pointers) {
        try {
            return values.read(body, pointers);
        } catch (IOException e) {
            return new String[pointers.length];
        }
    }

    private static byte[] hash(String topic, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(topic.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
