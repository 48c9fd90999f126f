package org.caravanserai.allocate;

import java.util.stream.LongStream;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.allocate.change.OrderCases;
import org.caravanserai.base.Json;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.SnapshotLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.translate.EventContext;

/**
 * A channel that was asked hands out a statement which by its own clock is older than what it told before. Its clock may have
 * been ahead then, or this may be an old copy: by which less is to be sent is believed, by which more is to be sent is a case.
 */
final class OlderStatements {

    private OlderStatements() {}

    /** Whether no unit is to be sent by it that is not to be sent anyway. */
    static boolean asksForNoMore(WorkingOrder order, OrderSnapshot stated) {
        return stated.isCancelled()
                || stated.isMarkedSent()
                || stated.lines().stream().allMatch(line -> expected(line) <= waiting(order, line));
    }

    private static int expected(SnapshotLine line) {
        return line.open() != null ? line.open() : line.sent() ? 0 : line.quantity();
    }

    /** Units that are on their way or were: where the channel does not count what was sent, those are expected still. */
    private static int waiting(WorkingOrder order, SnapshotLine line) {
        return order.lines()
                .byChannelId(line.lineId())
                .map(known -> line.open() == null
                        ? known.quantity()
                        : known.quantity()
                                - order.parcels().left(known.lineNo())
                                - order.groups().elsewhere(known.lineNo()))
                .orElse(0);
    }

    static void open(Round round, EventContext event, WorkingOrder order, OrderSnapshot stated) {
        OrderCases.open(
                round,
                CaseCode.OLDER_STATEMENT,
                order,
                0,
                event.event().id(),
                "Asked, the channel hands out order " + order.number() + " as it was at " + stated.version()
                        + ", although it told of it as it was at "
                        + order.head().version(),
                Json.MAPPER
                        .createObjectNode()
                        .put("told", order.head().version().toString())
                        .put("handedOut", stated.version().toString())
                        .toString());
    }

    static void end(Round round, WorkingOrder order) {
        OrderCases.end(round, order, CaseCode.OLDER_STATEMENT, LongStream.of(0), whole -> true);
    }
}
