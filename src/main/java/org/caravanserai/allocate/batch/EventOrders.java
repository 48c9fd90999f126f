package org.caravanserai.allocate.batch;

import org.caravanserai.order.OrderRef;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/** Which order an event is about. */
final class EventOrders {

    private EventOrders() {}

    /** Null when it is about none, or about one that the round does not have. */
    static WorkingOrder find(RoundOrders orders, EventContext event) {
        if (event.failed()) {
            return null;
        }
        if (event.snapshot() != null) {
            return orders.get(
                    new OrderRef(event.account().id(), event.snapshot().channelOrderId()));
        }
        Content content = event.content();
        if (content instanceof Content.Shipped shipped) {
            return shipped.groupId() == null ? orders.get(shipped.order()) : orders.ofGroup(shipped.groupId());
        } else if (content instanceof Content.Cancel cancel) {
            return cancel.orderId() == null ? orders.get(cancel.order()) : orders.get((long) cancel.orderId());
        } else if (content instanceof Content.RecallAnswer answer) {
            return orders.ofGroup(answer.groupId());
        } else if (content instanceof Content.Timer timer) {
            return orders.ofGroup(timer.groupId());
        } else if (content instanceof Content.Told told) {
            return orders.get(told.orderId());
        } else if (content instanceof Content.Absent absent) {
            return orders.get(absent.order());
        } else if (content instanceof Content.Redrive redrive && redrive.orderId() != null) {
            return orders.get((long) redrive.orderId());
        }
        return null;
    }
}
