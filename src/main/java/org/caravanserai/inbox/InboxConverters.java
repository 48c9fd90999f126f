package org.caravanserai.inbox;

import java.util.List;
import org.caravanserai.base.SummaryConverters;

/** Events that were claimed and not opened yet. */
public final class InboxConverters extends SummaryConverters {

    public InboxConverters() {
        super(List.of(InboxBatch.class, InboxEvent.class));
    }
}
