package org.caravanserai.allocate.change;

import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.WorkingOrder;

/**
 * Cases about an order that end with what they are about: one for each group, line or parcel they are about, and an alert on the
 * order that remembers that there is one. So an order without such a case costs nothing.
 */
public final class OrderCases {

    /** Alerts that remember open cases; they end with what the cases are about. */
    public static final Set<String> ALERTS = Set.of(
            CaseCode.ORDER_NOT_FOUND.code(),
            CaseCode.HELD_AFTER_RELEASE.code(),
            CaseCode.CANCEL_TOO_LATE.code(),
            CaseCode.OVER_SHIPPED.code(),
            CaseCode.PARCEL_NOT_NAMED.code(),
            CaseCode.OLDER_STATEMENT.code(),
            CaseCode.COUNT_BELOW_RESERVED.code());

    private OrderCases() {}

    /**
     * Opens one, or counts it onto the open one about the same.
     *
     * @param what id or number of what it is about; 0 for the order itself
     * @param evidence JSON, references only
     */
    public static void open(
            Round round, CaseCode code, WorkingOrder order, long what, Long inboxId, String summary, String evidence) {
        round.cases().openAbout(subject(code, order, what), code, order, inboxId, summary, evidence);
        order.alerts().raise(code.code());
    }

    /** Ends those that are about nothing any more, but none that was opened in this round. @param over whether it is */
    public static void end(Round round, WorkingOrder order, CaseCode code, LongStream about, LongPredicate over) {
        if (!order.alerts().has(code.code())) {
            return;
        }
        boolean left = false;
        for (long what : about.toArray()) {
            String subject = subject(code, order, what);
            if (round.cases().opens(subject) || !over.test(what)) {
                left = true;
            } else {
                round.cases().resolve(order.accountId(), subject);
            }
        }
        if (!left) {
            order.alerts().clear(code.code());
        }
    }

    static String subject(CaseCode code, WorkingOrder order, long what) {
        return code.code() + ":" + order.id() + ":" + what;
    }
}
