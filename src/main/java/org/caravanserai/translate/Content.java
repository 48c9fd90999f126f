package org.caravanserai.translate;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.List;
import org.caravanserai.base.Json;
import org.caravanserai.order.CanonicalOrder;
import org.caravanserai.order.OrderRef;

/** What an event says, once it has been read. */
public sealed interface Content {

    /**
     * A channel states an order.
     *
     * @param document the order's document as it is hashed and stored: written once, as writing costs more than most steps
     * @param personal the same of its personal block
     */
    record Statement(CanonicalOrder order, byte[] document, byte[] personal) implements Content {

        static Statement of(CanonicalOrder order) {
            try {
                return new Statement(
                        order,
                        Json.MAPPER.writeValueAsBytes(order.document()),
                        Json.MAPPER.writeValueAsBytes(order.personal()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a canonical order cannot be written as JSON", e);
            }
        }
    }

    /**
     * A warehouse says that parcels have left.
     *
     * @param groupId the dispatch it answers, or null when it names the order instead
     * @param order the order, when it does not name a dispatch
     */
    record Shipped(
            String reference, Long groupId, OrderRef order, String location, Instant shippedAt, List<Parcel> parcels)
            implements Content {}

    record Parcel(
            String carrier,
            String carrierName,
            String service,
            String tracking,
            String trackingUrl,
            List<LineUnits> lines) {}

    /**
     * Units of a line as somebody outside names it.
     *
     * @param line the hub's line number, or 0 when {@code lineId} or {@code sku} names the line
     */
    record LineUnits(int line, String lineId, String sku, int quantity) {}

    /** A warehouse says how many units it has. */
    record Counted(String reference, Instant asOf, List<Count> counts) implements Content {}

    record Count(String sku, String location, int onHand) {}

    /**
     * Somebody wants an order, or units of its lines, cancelled.
     *
     * @param lines empty for the whole order
     */
    record Cancel(Long orderId, OrderRef order, String reason, List<LineUnits> lines) implements Content {}

    /** A warehouse answers a recall. */
    record RecallAnswer(String reference, long groupId, boolean recalled) implements Content {}

    /** A case is to be tried again: of a message that could not be sent, of an order, or of an event. */
    record Redrive(long caseId, Long orderId, Long inboxId, Long outboxId, String actor) implements Content {}

    /** A group's next step is due. */
    record Timer(long groupId, String step) implements Content {}
}
