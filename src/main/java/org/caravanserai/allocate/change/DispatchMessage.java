package org.caravanserai.allocate.change;

import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.NewMessage;
import org.caravanserai.outbox.WorkKind;

/** What a warehouse is told about a group: who takes it, and what it says. The sender writes the message itself. */
public final class DispatchMessage {

    /** Ship it. */
    public static final String RELEASE = "release";
    /** Give it back. */
    public static final String RECALL = "recall";

    private DispatchMessage() {}

    /** @param shadow recorded only: the order's account is in shadow mode */
    public static NewMessage of(long id, String operation, WorkingOrder order, WorkingGroup group, boolean shadow) {
        return new NewMessage(
                id,
                WorkKind.DISPATCH,
                Destination.location(group.location()),
                operation,
                order.id(),
                group.id(),
                "{\"groupId\":" + group.id() + "}",
                order.head().shipBy(),
                shadow);
    }
}
