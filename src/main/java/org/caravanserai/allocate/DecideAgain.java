package org.caravanserai.allocate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.OrderChanges;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.order.StatementTime;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.WorkingParcel;
import org.caravanserai.order.store.OrderLoader;
import org.caravanserai.translate.EventContext;

/**
 * Lets the newest statement that is stored hold once more, where what is known of our own calls has changed since. An order that
 * gets a newer statement in the same round needs none of it.
 */
public final class DecideAgain {

    private final BatchDependencies dependencies;
    private final OrderChanges changes;

    public DecideAgain(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.changes = new OrderChanges(dependencies);
    }

    public Batch decide(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        Round round = batch.round();
        List<WorkingOrder> orders = new ArrayList<>();
        round.orders().decidedAgain().keySet().stream()
                .filter(order -> order.snapshot().isEmpty() && order.head().version() != null)
                .forEach(orders::add);
        OrderLoader.documents(dependencies.connection(), orders);
        for (WorkingOrder order : orders) {
            EventContext event = round.orders().decidedAgain().get(order);
            changes.again(round, event, order);
        }
        return batch;
    }

    /**
     * A statement that was read late enough after a call counts what the call told: so do all of its version and later ones,
     * whenever they were read.
     */
    public Batch count(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) {
        Round round = batch.round();
        round.orders().statedBy().forEach((id, event) -> {
            WorkingOrder order = round.orders().get((long) id);
            StatementTime time = event.time();
            Duration settle = dependencies.settle(order.accountId());
            for (WorkingParcel parcel : order.parcels()) {
                if (parcel.tell().isAccepted()
                        && time != null
                        && !time.readAt().isBefore(parcel.tell().endedAt().plus(settle))) {
                    parcel.countedFrom(time.version());
                }
            }
        });
        return batch;
    }
}
