package org.caravanserai.allocate.hold;

import com.fasterxml.jackson.databind.JsonNode;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.WorkingOrder;

/** An app copied the sale from another channel: where that one is connected too, its own order ships the goods, not the copy. */
public final class CopiedSales implements HoldRule {

    private static final String CAUSE = CaseCode.COPIED_SALE.code();

    private final BatchDependencies dependencies;

    public CopiedSales(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public Decision prepare(Round round) {
        return this::decide;
    }

    private void decide(WorkingOrder order) {
        order.statement().ifPresent(stated -> decide(order, stated));
    }

    private void decide(WorkingOrder order, OrderSnapshot stated) {
        JsonNode copied = stated.document().path("copiedFrom");
        String channel = copied.path("channel").asText("");
        if (channel.isEmpty() || dependencies.accounts().of(channel).isEmpty()) {
            order.holds().lift(CAUSE, StatementFacts.SOURCE);
            return;
        }
        String id = copied.path("orderId").asText("");
        order.holds()
                .place(
                        CAUSE,
                        HoldStep.ALLOCATE,
                        StatementFacts.SOURCE,
                        null,
                        "Order " + order.number() + " is a copy of " + channel + " order "
                                + (id.isEmpty() ? "(no id)" : id) + ", which comes from an account of its own");
    }
}
