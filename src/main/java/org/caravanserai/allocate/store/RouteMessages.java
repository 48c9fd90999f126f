package org.caravanserai.allocate.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.outbox.RouteMessage;
import org.caravanserai.outbox.RouteMessageTable;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.translate.EventContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What routes sent about the events of a round, sealed under the keys of their orders. What may hold personal data and is about no
 * order that is stored, or about a buyer who was erased, is not kept.
 */
final class RouteMessages {

    private static final Logger LOG = LoggerFactory.getLogger(RouteMessages.class);

    private final BatchDependencies dependencies;
    private final OrderKeys keys;

    RouteMessages(BatchDependencies dependencies, OrderKeys keys) {
        this.dependencies = dependencies;
        this.keys = keys;
    }

    /** @param newKeys by order id, the wrapped keys of orders that the round founded */
    void addTo(SqlBatch sql, List<EventContext> events, Round round, Map<Long, byte[]> newKeys) {
        List<RouteMessageTable.SendRow> rows = new ArrayList<>();
        for (EventContext event : events) {
            for (RouteMessage message : round.sent(event)) {
                WorkingOrder order = round.orders().of(event);
                byte[] wrapped = order == null ? null : newKeys.getOrDefault(order.id(), order.wrappedKey());
                if (wrapped == null && !message.canonical()) {
                    LOG.warn(
                            "{} sends what event {} holds as it came in, and no order of it is kept: left out; put the step behind the mapping",
                            message.step(),
                            event.event().id());
                } else {
                    rows.add(row(event, message, order, wrapped));
                }
            }
        }
        RouteMessageTable.addNew(sql, rows, round.now());
    }

    private RouteMessageTable.SendRow row(
            EventContext event, RouteMessage message, WorkingOrder order, byte[] wrapped) {
        long id = dependencies.ids().next();
        return new RouteMessageTable.SendRow(
                id,
                order == null ? null : order.id(),
                event.event().id(),
                message,
                wrapped == null
                        ? message.body()
                        : keys.seal(keys.unwrap(order.id(), wrapped), "outbox/" + id, message.body()),
                wrapped != null,
                event.account().mode() == AccountMode.SHADOW);
    }
}
