package org.caravanserai.allocate.hold;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.Hold;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.WorkingOrder;

/**
 * The channel says that the order may not ship yet: not paid, on hold, under review, or a word nobody knows. Its units are
 * reserved softly, for a day. What a warehouse has of it is asked back; only where the channel's word is unknown a person is
 * told instead, as shops use words of their own for steps on the way as well.
 */
public final class UnpaidOrders implements HoldRule {

    /** How long the units stay reserved. */
    private static final Duration SOFTLY = Duration.ofHours(24);

    private static final String CAUSE = "order.may_not_ship";
    private static final String UNKNOWN = CaseCode.UNKNOWN_STATUS.code();
    private static final String SOURCE = "statement";
    private static final String ALERT = "status.unknown";

    private final BatchDependencies dependencies;

    public UnpaidOrders(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public Decision prepare(Round round) {
        return order -> decide(round, order);
    }

    private void decide(Round round, WorkingOrder order) {
        if (!order.head().pending()) {
            order.holds().lift(CAUSE, SOURCE);
            order.holds().lift(UNKNOWN, SOURCE);
            return;
        }
        order.snapshot().ifPresent(stated -> place(round, order, stated));
        for (String cause : new String[] {CAUSE, UNKNOWN}) {
            order.holds()
                    .find(cause, SOURCE)
                    .filter(one -> one.nextLook() == null || !one.nextLook().isAfter(round.now()))
                    .ifPresent(one ->
                            one.lookAt(round.now().plus(dependencies.timeScale().of(SOFTLY))));
        }
    }

    private static void place(Round round, WorkingOrder order, OrderSnapshot stated) {
        Optional<String> unknown = unknownWord(stated);
        boolean case_ = unknown.isPresent();
        String cause = case_ ? UNKNOWN : CAUSE;
        order.holds().lift(case_ ? CAUSE : UNKNOWN, SOURCE);
        HoldStep step = order.holds().find(cause, SOURCE).map(Hold::step).orElse(HoldStep.RELEASE);
        String words = unknown.map(
                        word -> "The hub does not know what the channel says of order " + order.number() + ": " + word)
                .orElse("The channel says that order " + order.number() + " may not ship yet: "
                        + stated.channelStatus());
        Hold hold = order.holds().place(cause, step, SOURCE, null, words);
        if (!case_) {
            hold.quietly();
        }
    }

    private static Optional<String> unknownWord(OrderSnapshot stated) {
        for (JsonNode alert : stated.document().path("alerts")) {
            if (alert.path("code").asText().equals(ALERT)) {
                return Optional.of(alert.path("detail").asText());
            }
        }
        return Optional.empty();
    }
}
