package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.WorkingGroup;
import org.caravanserai.order.WorkingOrder;

/**
 * Cases about a group that was to be cancelled and could not be: one of a group, whoever cancels it and however often. What is
 * said of it again while the case is open is counted onto it.
 */
final class CancellationCases {

    private CancellationCases() {}

    /** @param summary who cancelled it, and what became of it */
    static void open(Round round, CaseCode code, WorkingOrder order, WorkingGroup group, Long inboxId, String summary) {
        round.cases()
                .openAbout(
                        "cancel:" + group.id(),
                        code,
                        order,
                        inboxId,
                        summary,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("group", group.id())
                                .put("location", group.location())
                                .toString());
    }
}
