package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.LongStream;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.Json;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.due.OwnParcel;
import org.caravanserai.order.due.StatedParcel;
import org.caravanserai.order.due.StatementFinding;

/**
 * What a statement shows that a person must know of: more has left than was ordered, or perhaps has, or a parcel of ours is not
 * named any more. One case for each, until a later statement shows it no more.
 */
final class StatementCases {

    /** Stands for a line where the whole order is meant. */
    private static final long WHOLE = 0;

    void tell(Round round, long inboxId, WorkingOrder order, LineTargets targets) {
        Found found = new Found(round, inboxId, order);
        for (StatementFinding finding : targets.findings()) {
            if (finding instanceof StatementFinding.OverShipped over) {
                found.open(
                        CaseCode.OVER_SHIPPED,
                        over.lineNo(),
                        over.units() + " unit(s) more of line " + over.lineNo() + " of order " + order.number()
                                + " have left, from here and elsewhere, than were ever ordered",
                        Json.MAPPER
                                .createObjectNode()
                                .put("line", over.lineNo())
                                .put("tooMany", over.units()));
            } else if (finding instanceof StatementFinding.NotNamed gone) {
                found.open(
                        CaseCode.PARCEL_NOT_NAMED,
                        gone.parcelId(),
                        "The channel does not name a parcel of order " + order.number()
                                + " that it accepted; it has left",
                        Json.MAPPER.createObjectNode().put("parcel", gone.parcelId()));
            } else if (finding instanceof StatementFinding.TakenOffAfterLeaving back) {
                round.audit()
                        .add(
                                "units.to-come-back",
                                "hub",
                                order.id(),
                                inboxId,
                                Json.MAPPER
                                        .createObjectNode()
                                        .put("line", back.lineNo())
                                        .put("units", back.units()));
            }
        }
        // all that was ordered has left otherwise: what is in the parcel is too much, whatever it is
        targets.superfluous().stream()
                .filter(parcel -> !waived(order, parcel))
                .forEach(parcel -> found.open(
                        CaseCode.OVER_SHIPPED,
                        WHOLE,
                        "Somebody else sent parcel " + parcel.name() + " of order " + order.number()
                                + ", and the channel does not say what is in it: all that was ordered has left in other parcels",
                        Json.MAPPER.createObjectNode().put("parcel", parcel.name())));
        // who marks a line as sent has sent what was still there; what left from here meanwhile was perhaps still there
        targets.perhapsTwice()
                .forEach((lineNo, units) -> found.open(
                        CaseCode.OVER_SHIPPED,
                        lineNo,
                        units + " unit(s) of line " + lineNo + " of order " + order.number()
                                + " left from here at about the time at which somebody marked them as sent: perhaps they were sent twice",
                        Json.MAPPER.createObjectNode().put("line", lineNo).put("perhapsTwice", units)));
        OrderCases.end(
                round,
                order,
                CaseCode.OVER_SHIPPED,
                LongStream.concat(
                        LongStream.of(WHOLE), order.lines().all().stream().mapToLong(WorkingLine::lineNo)),
                line -> true);
        OrderCases.end(
                round,
                order,
                CaseCode.PARCEL_NOT_NAMED,
                order.parcels().own().stream().mapToLong(OwnParcel::id),
                parcel -> true);
    }

    /** Cases that a statement shows of an order. */
    private record Found(Round round, long inboxId, WorkingOrder order) {

        /** The first that is found of a line or parcel is its case. @param what the line's number or the parcel's id */
        void open(CaseCode code, long what, String summary, ObjectNode evidence) {
            if (!round.cases().opens(OrderCases.subject(code, order, what))) {
                OrderCases.open(round, code, order, what, inboxId, summary, evidence.toString());
            }
        }
    }

    /** A person has said that the order may be sent whatever is in it. */
    private static boolean waived(WorkingOrder order, StatedParcel parcel) {
        return order.holds().copy().stream()
                .anyMatch(one -> !one.isOpen()
                        && !one.releasedBy().equals("hub")
                        && one.cause().equals(CaseCode.PARCEL_WITHOUT_CONTENT.code())
                        && one.source().endsWith(":" + parcel.name()));
    }
}
