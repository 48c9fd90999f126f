package org.caravanserai.translate;

import java.time.Instant;
import java.util.List;
import org.caravanserai.inventory.CountedStock;
import org.caravanserai.inventory.RefusedLevel;
import org.caravanserai.order.NextStep;
import org.caravanserai.order.OrderRef;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.due.TellState.TellPhase;

/** What an event says, once it has been read, when it does not state an order: that is an {@link OrderSnapshot}. */
public sealed interface Content {

    /**
     * A warehouse says that parcels have left.
     *
     * @param groupId the dispatch it answers, or null when it names the order instead
     * @param order the order, when it does not name a dispatch
     */
    record Shipped(
            String reference, Long groupId, OrderRef order, String location, Instant shippedAt, List<Parcel> parcels)
            implements Content {

        /** The same with another time of leaving. */
        public Shipped at(Instant time) {
            return time.equals(shippedAt) ? this : new Shipped(reference, groupId, order, location, time, parcels);
        }
    }

    /**
     * A parcel as its warehouse describes it.
     *
     * @param carrier the hub's code of the carrier
     * @param carrierName what the warehouse calls it, may be empty
     * @param tracking empty for one that nobody can follow, such as a letter
     */
    record Parcel(
            String carrier,
            String carrierName,
            String service,
            String tracking,
            String trackingUrl,
            List<LineUnits> lines) {

        /** What people call it. */
        public String name() {
            return tracking.isEmpty() ? "without a tracking number" : tracking;
        }
    }

    /**
     * Units of a line as somebody outside names it.
     *
     * @param line the hub's line number, or 0 when {@code lineId} or {@code sku} names the line
     */
    record LineUnits(int line, String lineId, String sku, int quantity) {}

    /**
     * A warehouse says how many units it has.
     *
     * @param counts in the order of the report
     * @param refused levels of the report that nobody can read as a count
     */
    record Counted(String reference, Instant asOf, List<CountedStock> counts, List<RefusedLevel> refused)
            implements Content {

        /** The same of another moment. */
        public Counted asOf(Instant moment) {
            return moment.equals(asOf) ? this : new Counted(reference, moment, counts, refused);
        }
    }

    /**
     * A channel was asked for an order and says that it has none of this id.
     *
     * @param askedAt when it was asked
     * @param noticed whether it told us before that the order was deleted
     */
    record Absent(OrderRef order, Instant askedAt, boolean noticed) implements Content {}

    /**
     * Somebody wants an order, or units of its lines, cancelled.
     *
     * @param channelKnows the channel itself has cancelled it: it need not be told
     * @param lines empty for the whole order
     */
    record Cancel(Long orderId, OrderRef order, String reason, boolean channelKnows, List<LineUnits> lines)
            implements Content {}

    /** A warehouse answers a recall. */
    record RecallAnswer(String reference, long groupId, boolean recalled) implements Content {}

    /** A case is to be tried again: of a message that could not be sent, of an order, or of an event. */
    record Redrive(long caseId, Long orderId, Long inboxId, Long outboxId, String actor) implements Content {}

    /**
     * A call of ours that told a channel something has ended.
     *
     * @param outboxId the message it was
     * @param phase accepted, refused or unknown
     * @param channelIds the channel's ids of it, with one space between them; empty where it gave none
     */
    record Told(long outboxId, long orderId, TellPhase phase, String channelIds, Instant endedAt) implements Content {}

    /** A group's next step is due. */
    record Timer(long groupId, NextStep step) implements Content {}
}
