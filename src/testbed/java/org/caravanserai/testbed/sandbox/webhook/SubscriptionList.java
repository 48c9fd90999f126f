package org.caravanserai.testbed.sandbox.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.caravanserai.testbed.sandbox.state.SandboxState;
import org.caravanserai.testbed.sandbox.state.Shop;

/** The webhook subscriptions of a shop, kept in a field of its {@code extra}; the channel gives each its shape. */
public final class SubscriptionList {

    private final SandboxState state;
    private final String field;
    private final Function<Shop, String> hub;

    /**
     * @param field of the shop's {@code extra}
     * @param hub where the hub takes a shop's webhooks
     */
    public SubscriptionList(SandboxState state, String field, Function<Shop, String> hub) {
        this.state = state;
        this.field = field;
        this.hub = hub;
    }

    /** Whether the shop's subscriptions were made already. */
    public boolean there(Shop shop) {
        return shop.extra.has(field);
    }

    /** Adds an empty one. */
    public ObjectNode add(Shop shop) {
        return array(shop).addObject();
    }

    private ArrayNode array(Shop shop) {
        return shop.extra.withArray(field);
    }

    public List<ObjectNode> all(Shop shop) {
        return StreamSupport.stream(array(shop).spliterator(), false)
                .map(ObjectNode.class::cast)
                .toList();
    }

    public Optional<ObjectNode> find(Shop shop, String key, String value) {
        return all(shop).stream()
                .filter(one -> one.path(key).asText().equals(value))
                .findFirst();
    }

    /** Removes what matches and saves the shop when there was any. */
    public boolean remove(Shop shop, Predicate<JsonNode> which) {
        boolean removed = false;
        Iterator<JsonNode> each = array(shop).iterator();
        while (each.hasNext()) {
            if (which.test(each.next())) {
                each.remove();
                removed = true;
            }
        }
        if (removed) {
            state.shops().save(shop);
        }
        return removed;
    }

    /** Where the hub takes this shop's webhooks. */
    public String hub(Shop shop) {
        return hub.apply(shop);
    }

    /** A hub subscribes only its own address for this shop. */
    public void judgeAddress(Shop shop, String address) {
        if (!address.equals(hub(shop))) {
            state.violations()
                    .add(
                            shop,
                            "",
                            "webhook-elsewhere",
                            "a webhook goes to " + address + ", which is not the hub's address of this shop");
        }
    }
}
