package org.caravanserai.intake.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.PointerReader;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.EventRecipe;
import org.caravanserai.channel.recipe.ShapeRecipe;
import org.caravanserai.channel.recipe.ValueSource;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;

/**
 * Tells what an event is about: topic, kind, shape, order key and event key, by the recipe, from the kept headers and as
 * little of the body as possible. Whatever cannot be told makes the event
 * {@code unrecognised}; nothing is refused here.
 */
public final class EventClassifier {

    private static final int LONGEST_KEY = 200;

    /** What came in for {@code account}. @param headers the allow-listed ones */
    public NewEvent classify(
            ChannelRecipe recipe, int account, EventSource source, Map<String, String> headers, byte[] body) {
        EventRecipe events = recipe.events();
        String topic = topic(events, headers, body);
        EventRecipe.TopicRecipe known = events.topics().get(topic);
        EventKind kind = known == null ? EventKind.UNRECOGNISED : EventKind.of(known.kind());
        if (known == null || known.shape().isEmpty()) {
            return withoutOrder(account, kind, source, topic, headers, body);
        }
        ShapeRecipe shape = recipe.shapes().get(known.shape());
        String[] found = read(events, body, pointers(events, shape.order()));
        String order = found[0];
        if (order == null || order.isEmpty() || order.length() > LONGEST_KEY || order.indexOf('\0') >= 0) {
            return withoutOrder(account, EventKind.UNRECOGNISED, source, topic, headers, body)
                    .unrecognised("no_order_id", topic + " without an order id at " + shape.order());
        }
        byte[] key = key(events, topic, order, headers, found, body);
        return new NewEvent(
                account, kind, source, topic, known.shape(), order, key, headers, body, shape.notificationOnly(), null);
    }

    private static NewEvent withoutOrder(
            int account, EventKind kind, EventSource source, String topic, Map<String, String> headers, byte[] body) {
        return new NewEvent(account, kind, source, topic, "", "", hash(topic, body), headers, body, false, null);
    }

    /** The seller a queue's event is for; empty when it does not say. */
    public String seller(ChannelRecipe recipe, byte[] body) {
        String seller = value(recipe.events(), body, recipe.events().seller().pointer());
        return seller == null ? "" : seller;
    }

    private static String topic(EventRecipe events, Map<String, String> headers, byte[] body) {
        ValueSource source = events.topic();
        String topic = source.kind() == ValueSource.ValueKind.HEADER
                ? headers.get(source.name())
                : value(events, body, source.name());
        return topic == null || topic.length() > LONGEST_KEY ? "" : topic;
    }

    /** The order's pointer, then those of the event key, in their order. */
    private static String[] pointers(EventRecipe events, String order) {
        List<String> pointers = new ArrayList<>();
        pointers.add(order);
        for (ValueSource part : events.key()) {
            if (part.kind() == ValueSource.ValueKind.POINTER) {
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

    private static String[] read(EventRecipe events, byte[] body, String... pointers) {
        return Arrays.stream(pointers)
                .map(pointer -> value(events, body, pointer))
                .toArray(String[]::new);
    }

    private static String value(EventRecipe events, byte[] body, String pointer) {
        PointerReader reader = PointerReader.of(pointer);
        return (events.anyCase() ? reader.inAnyCase() : reader).read(body).orElse(null);
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
