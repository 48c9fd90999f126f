package org.caravanserai.allocate.hold;

import java.util.Set;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.Hold;

/** What is known of causes beyond the class that decides them. */
public final class HoldCauses {

    private static final Set<String> A_PERSON_DECIDES = Set.of(
            CaseCode.UNKNOWN_STATUS.code(),
            CaseCode.NEGATIVE_TOTAL.code(),
            CaseCode.ABSURD_TOTAL.code(),
            CaseCode.COPIED_SALE.code(),
            CaseCode.TWICE_SOLD.code(),
            CaseCode.PARCEL_WITHOUT_CONTENT.code(),
            CaseCode.REFUND_UNCLEAR.code(),
            CaseCode.MARK_UNCLEAR.code(),
            CaseCode.CANCEL_UNDONE.code());

    private HoldCauses() {}

    /** Nobody but a person can know whether the order may go all the same: who retries the case says that it may. */
    public static boolean waivedByRetry(Hold hold) {
        return A_PERSON_DECIDES.contains(hold.cause())
                || hold.source().equals(DoubtfulFacts.SOURCE)
                || hold.source().equals(RouteHolds.SOURCE);
    }

    /** Who ended a hold whose time is over: of a route's own the time, so that the same words do not hold the order again. */
    public static String endedByTime(Hold hold) {
        return hold.source().equals(RouteHolds.SOURCE) ? "time" : "hub";
    }
}
