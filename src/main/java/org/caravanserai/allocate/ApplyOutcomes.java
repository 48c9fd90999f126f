package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.WorkingCancellation;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingParcel;
import org.caravanserai.order.due.TellState;
import org.caravanserai.order.due.TellState.TellPhase;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * How calls that told channels something ended: what is known of the parcel or the cancellation they were about. What the
 * channel has accepted stays accepted, whatever is heard later of an earlier attempt. The order is decided again, as its
 * statement may count more or less now.
 */
public final class ApplyOutcomes {

    public Batch apply(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) {
        Round round = batch.round();
        for (EventContext event : batch.with(Content.Told.class).toList()) {
            Content.Told told = (Content.Told) event.content();
            WorkingOrder order = round.orders().get(told.orderId());
            if (order == null) {
                round.fail(
                        event,
                        CaseCode.UNKNOWN_TARGET,
                        "A call has ended about an order the hub does not have",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("outbox", told.outboxId())
                                .toString());
            } else if (apply(order, told)) {
                round.orders().decideAgain(order, event);
            }
        }
        return batch;
    }

    /** @return whether something is known now that was not */
    private static boolean apply(WorkingOrder order, Content.Told told) {
        Optional<WorkingParcel> parcel = order.parcels().stream()
                .filter(one -> one.outboxId() != null && one.outboxId() == told.outboxId())
                .findFirst();
        if (parcel.isPresent()) {
            TellState next = next(parcel.get().tell(), told);
            boolean news = !next.equals(parcel.get().tell())
                    || (!told.channelIds().isEmpty()
                            && parcel.get().channelIds().isEmpty());
            if (news) {
                parcel.get().told(next, told.channelIds());
            }
            return news;
        }
        Optional<WorkingCancellation> cancellation = order.cancellations().stream()
                .filter(one -> one.outboxId() != null && one.outboxId() == told.outboxId())
                .findFirst();
        cancellation.ifPresent(one -> one.told(next(one.tell(), told), told.channelIds()));
        return cancellation.isPresent();
    }

    private static TellState next(TellState known, Content.Told told) {
        if (known.isAccepted()) {
            return known;
        }
        Instant intent = known.intentAt() == null ? told.endedAt() : known.intentAt();
        if (told.phase() == TellPhase.ACCEPTED) {
            return known.acceptedAt(told.endedAt());
        }
        return new TellState(told.phase(), intent, told.endedAt(), null, known.marksSent());
    }
}
