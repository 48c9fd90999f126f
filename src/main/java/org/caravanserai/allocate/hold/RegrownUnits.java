package org.caravanserai.allocate.hold;

import java.time.Duration;
import java.time.Instant;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.order.Hold;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;

/**
 * Units that somebody else had sent and that are to be sent again: staff often delete a parcel only to enter it anew. They are
 * reserved at once and released when the channel, asked some time later, still does not know of the parcel. A channel that
 * cannot be asked has that time to say so by itself.
 */
public final class RegrownUnits implements HoldRule {

    private static final String CAUSE = "statement.regrown";
    private static final String SOURCE = "statement";

    private final BatchDependencies dependencies;
    private final Duration patience;

    /** @param patience how long after that the channel is asked */
    public RegrownUnits(BatchDependencies dependencies, Duration patience) {
        this.dependencies = dependencies;
        this.patience = patience;
    }

    @Override
    public Decision prepare(Round round) {
        return order -> {
            for (WorkingGroup group : order.groups()) {
                if (group.regrownAt() != null) {
                    decide(round, order, group);
                }
            }
        };
    }

    private void decide(Round round, WorkingOrder order, WorkingGroup group) {
        Duration wait = dependencies.timeScale().of(patience);
        Instant due = group.regrownAt().plus(wait);
        boolean asks = dependencies.isAsked(dependencies.account(order.accountId()));
        boolean certain = asks ? wasAsked(round, order, due) : !due.isAfter(round.now());
        if (group.state().isAtWarehouse() && !certain) {
            // should it be given back, what is still wanted of it waits
            return;
        }
        if (certain || !group.state().isUnreleased()) {
            group.regrow(null);
            order.holds()
                    .open()
                    .filter(one -> one.cause().equals(CAUSE) && one.groupId() == group.id())
                    .toList()
                    .forEach(one -> order.holds().end(one, "hub"));
            return;
        }
        Hold hold = order.holds()
                .place(
                        group.id(),
                        CAUSE,
                        HoldStep.RELEASE,
                        SOURCE,
                        null,
                        "Somebody had sent these units and took that back: the channel is asked once more")
                .quietly();
        if (due.isAfter(round.now())) {
            hold.lookAt(due);
        } else {
            round.askAgain(order, round.now());
            hold.lookAt(round.now().plus(wait));
        }
    }

    private static boolean wasAsked(Round round, WorkingOrder order, Instant due) {
        EventContext said = round.orders().statedBy().get(order.id());
        return said != null && said.fetched() && !said.time().readAt().isBefore(due);
    }
}
