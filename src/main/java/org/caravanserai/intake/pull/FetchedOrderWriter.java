package org.caravanserai.intake.pull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.Json;
import org.caravanserai.base.PointerReader;
import org.caravanserai.channel.recipe.ShapeRecipe;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.Inbox;
import org.caravanserai.inbox.NewEvent;

/**
 * Stores the orders an answer holds. The same order in the same words is the same event, however often it is asked
 * for: a poll that finds nothing new leaves nothing.
 */
public final class FetchedOrderWriter {

    /** Bytes that are kept of an order nobody can read. */
    private static final int KEPT = 4096;

    private final Inbox inbox;

    public FetchedOrderWriter(Inbox inbox) {
        this.inbox = inbox;
    }

    /**
     * Returns after the commit.
     *
     * @param source fetch or poll
     * @param shape its name
     * @return the orders' keys
     */
    List<String> store(
            int accountId,
            EventSource source,
            String shape,
            ShapeRecipe recipe,
            List<byte[]> orders,
            ChannelQuestion question) {
        Long parentId = question.parentId();
        Map<String, String> headers = question.headers();
        PointerReader pointer = PointerReader.of(recipe.order());
        List<NewEvent> events = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (byte[] order : orders) {
            String key = pointer.read(order).orElse("");
            String answered = parentId == null ? "" : "\0" + parentId;
            byte[] event =
                    ("order\0" + shape + "\0" + key + "\0" + hash(order) + answered).getBytes(StandardCharsets.UTF_8);
            events.add(new NewEvent(
                    accountId,
                    key.isEmpty() ? EventKind.UNRECOGNISED : EventKind.ORDER,
                    source,
                    "",
                    key.isEmpty() ? "" : shape,
                    key,
                    event,
                    headers,
                    order,
                    false,
                    parentId));
            if (!key.isEmpty()) {
                keys.add(key);
            }
        }
        if (!events.isEmpty()) {
            inbox.storeAll(events);
        }
        return keys;
    }

    /**
     * Stores orders of which nobody can read more than their key: each is asked for by itself, and what comes of it is its own affair.
     * Returns after the commit.
     *
     * @param orders as far as they came
     * @param asked whether an order can be asked for by itself; if not, people have to look
     */
    void storeUnreadable(
            int accountId,
            String shape,
            ShapeRecipe recipe,
            List<byte[]> orders,
            ChannelQuestion question,
            boolean asked) {
        List<NewEvent> events = new ArrayList<>();
        for (byte[] order : orders) {
            String key = PointerReader.of(recipe.order())
                    .read(order)
                    .orElseGet(() -> JsonSlices.text(order, recipe.order()));
            byte[] kept = Arrays.copyOf(order, Math.min(order.length, KEPT));
            NewEvent event = new NewEvent(
                    accountId,
                    EventKind.ORDER,
                    EventSource.POLL,
                    "",
                    shape,
                    key,
                    ("unreadable\0" + shape + "\0" + key + "\0" + hash(kept)).getBytes(StandardCharsets.UTF_8),
                    question.headers(),
                    kept,
                    true,
                    null);
            events.add(
                    asked && !key.isEmpty()
                            ? event
                            : event.unrecognised("no_order_id", "an order of the list cannot be read"));
        }
        inbox.storeAll(events);
    }

    /** Stores that the channel has no such order. Returns after the commit. */
    void storeAbsence(int accountId, String orderKey, ChannelQuestion question) {
        inbox.store(new NewEvent(
                accountId,
                EventKind.ABSENT,
                EventSource.FETCH,
                "",
                "",
                orderKey,
                ("absent\0" + orderKey + "\0" + question.parentId()).getBytes(StandardCharsets.UTF_8),
                question.headers(),
                Json.text(Map.of("orderId", orderKey)).getBytes(StandardCharsets.UTF_8),
                false,
                question.parentId()));
    }

    private static String hash(byte[] order) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(order));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
