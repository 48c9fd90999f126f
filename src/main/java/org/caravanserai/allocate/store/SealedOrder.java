package org.caravanserai.allocate.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.order.CanonicalOrder;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.privacy.BlindIndex;
import org.caravanserai.privacy.OrderKey;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * A stated order with its personal data sealed under its own key.
 *
 * @param newKey the wrapped key to store, null when the order has one or the person was erased
 * @param personal null when the person was erased: what is said about them later is not kept
 */
public record SealedOrder(
        WorkingOrder order,
        CanonicalOrder stated,
        EventContext observation,
        String document,
        byte[] newKey,
        byte[] personal,
        byte[] raw,
        List<Identity> identities) {

    /** A blind index of who the buyer is. */
    record Identity(long orderId, String kind, byte[] blind) {}

    public static SealedOrder of(WorkingOrder order, EventContext observation, OrderKeys keys, BlindIndex index) {
        CanonicalOrder stated = order.statement().orElseThrow();
        Content.Statement statement = (Content.Statement) observation.content();
        String document = new String(statement.document(), StandardCharsets.UTF_8);
        if (order.erased()) {
            return new SealedOrder(order, stated, observation, document, null, null, null, List.of());
        }
        OrderKey key = order.fresh() ? keys.newKey(order.id()) : keys.unwrap(order.id(), order.wrappedKey());
        byte[] personal = keys.seal(key, "personal", statement.personal());
        byte[] raw = keys.seal(key, "raw", observation.body());
        return new SealedOrder(
                order,
                stated,
                observation,
                document,
                order.fresh() ? key.wrapped() : null,
                personal,
                raw,
                identities(order, stated, index));
    }

    private static List<Identity> identities(WorkingOrder order, CanonicalOrder stated, BlindIndex index) {
        List<Identity> identities = new ArrayList<>();
        JsonNode buyer = stated.personal().path("buyer");
        JsonNode shipTo = stated.personal().path("shipTo");
        String phone = buyer.path("phone").asText("").isEmpty()
                ? shipTo.path("phone").asText("")
                : buyer.path("phone").asText("");
        index.email(buyer.path("email").asText(""))
                .ifPresent(blind -> identities.add(new Identity(order.id(), BlindIndex.EMAIL, blind)));
        index.phone(phone, stated.country())
                .ifPresent(blind -> identities.add(new Identity(order.id(), BlindIndex.PHONE, blind)));
        index.nameAndPostcode(
                        shipTo.path("name").asText(""), shipTo.path("postcode").asText(""))
                .ifPresent(blind -> identities.add(new Identity(order.id(), BlindIndex.NAME_POSTCODE, blind)));
        index.channelCustomer(order.accountId(), buyer.path("channelCustomerId").asText(""))
                .ifPresent(blind -> identities.add(new Identity(order.id(), BlindIndex.CHANNEL_CUSTOMER, blind)));
        return identities;
    }
}
