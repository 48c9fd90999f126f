package org.caravanserai.order.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.privacy.BlindIndex;
import org.caravanserai.privacy.OrderKey;
import org.caravanserai.privacy.OrderKeys;

/**
 * An order that took over a snapshot, with its personal data sealed under its own key.
 *
 * @param event the event that brought the snapshot
 * @param newKey the wrapped key to store, null when the order has one or the person was erased
 * @param personal null when the person was erased: what is said about them later is not kept
 * @param raw the event's body, null likewise
 */
public record SealedOrder(
        WorkingOrder order,
        OrderSnapshot snapshot,
        InboxEvent event,
        String document,
        byte[] newKey,
        byte[] personal,
        byte[] raw,
        List<Identity> identities) {

    /** A blind index of who the buyer is. */
    record Identity(long orderId, String kind, byte[] blind) {}

    /** @param body the event's body in the clear */
    public static SealedOrder of(WorkingOrder order, InboxEvent event, byte[] body, OrderKeys keys, BlindIndex index) {
        OrderSnapshot snapshot = order.snapshot().orElseThrow();
        String document = new String(snapshot.documentBytes(), StandardCharsets.UTF_8);
        if (order.erased()) {
            return new SealedOrder(order, snapshot, event, document, null, null, null, List.of());
        }
        OrderKey key = order.fresh() ? keys.newKey(order.id()) : keys.unwrap(order.id(), order.wrappedKey());
        return new SealedOrder(
                order,
                snapshot,
                event,
                document,
                order.fresh() ? key.wrapped() : null,
                keys.seal(key, "personal", snapshot.personalBytes()),
                keys.seal(key, "raw", body),
                identities(order, snapshot, index));
    }

    private static List<Identity> identities(WorkingOrder order, OrderSnapshot snapshot, BlindIndex index) {
        List<Identity> identities = new ArrayList<>();
        JsonNode buyer = snapshot.personal().path("buyer");
        JsonNode shipTo = snapshot.personal().path("shipTo");
        String phone = buyer.path("phone").asText("").isEmpty()
                ? shipTo.path("phone").asText("")
                : buyer.path("phone").asText("");
        index.email(buyer.path("email").asText(""))
                .ifPresent(blind -> identities.add(new Identity(order.id(), BlindIndex.EMAIL, blind)));
        index.phone(phone, snapshot.country())
                .ifPresent(blind -> identities.add(new Identity(order.id(), BlindIndex.PHONE, blind)));
        index.nameAndPostcode(
                        shipTo.path("name").asText(""), shipTo.path("postcode").asText(""))
                .ifPresent(blind -> identities.add(new Identity(order.id(), BlindIndex.NAME_POSTCODE, blind)));
        index.channelCustomer(order.accountId(), buyer.path("channelCustomerId").asText(""))
                .ifPresent(blind -> identities.add(new Identity(order.id(), BlindIndex.CHANNEL_CUSTOMER, blind)));
        return identities;
    }
}
