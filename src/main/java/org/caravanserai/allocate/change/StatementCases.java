package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.due.StatedParcel;
import org.caravanserai.order.due.StatementFinding;

/**
 * What a statement shows that a person must know of: more has left than was ordered, or perhaps has, or a parcel of ours is not
 * named any more.
 * One case for each, until a later statement shows it no more; an alert on the order remembers that there is one.
 */
public final class StatementCases {

    /** Alerts that remember open cases; they end with what the cases are about. */
    public static final Set<String> ALERTS = Set.of(CaseCode.OVER_SHIPPED.code(), CaseCode.PARCEL_NOT_NAMED.code());

    /** Stands for a line where the whole order is meant. */
    private static final long WHOLE = 0;

    void tell(Round round, long inboxId, WorkingOrder order, LineTargets targets) {
        Set<String> found = new HashSet<>();
        for (StatementFinding finding : targets.findings()) {
            if (finding instanceof StatementFinding.OverShipped over) {
                String subject = subject(CaseCode.OVER_SHIPPED, order, over.lineNo());
                found.add(subject);
                round.cases()
                        .openAbout(
                                subject,
                                CaseCode.OVER_SHIPPED,
                                order,
                                inboxId,
                                over.units() + " unit(s) more of line " + over.lineNo() + " of order " + order.number()
                                        + " have left, from here and elsewhere, than were ever ordered",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("line", over.lineNo())
                                        .put("tooMany", over.units())
                                        .toString());
            } else if (finding instanceof StatementFinding.NoLongerNamed gone) {
                String subject = subject(CaseCode.PARCEL_NOT_NAMED, order, gone.parcelId());
                found.add(subject);
                round.cases()
                        .openAbout(
                                subject,
                                CaseCode.PARCEL_NOT_NAMED,
                                order,
                                inboxId,
                                "The channel does not name a parcel of order " + order.number()
                                        + " any more that it named before; it has left",
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("parcel", gone.parcelId())
                                        .toString());
            } else if (finding instanceof StatementFinding.TakenOffAfterLeaving back) {
                round.audit()
                        .add(
                                "units.to-come-back",
                                "hub",
                                order.id(),
                                inboxId,
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("line", back.lineNo())
                                        .put("units", back.units()));
            }
        }
        targets.superfluous().forEach(parcel -> superfluous(round, inboxId, order, parcel, found));
        targets.perhapsTwice().forEach((lineNo, units) -> perhapsTwice(round, inboxId, order, lineNo, units, found));
        end(round, order, CaseCode.OVER_SHIPPED, found);
        end(round, order, CaseCode.PARCEL_NOT_NAMED, found);
    }

    /** All that was ordered has left otherwise: what is in the parcel is too much, whatever it is. */
    private static void superfluous(
            Round round, long inboxId, WorkingOrder order, StatedParcel parcel, Set<String> found) {
        String subject = subject(CaseCode.OVER_SHIPPED, order, WHOLE);
        if (!waived(order, parcel) && found.add(subject)) {
            round.cases()
                    .openAbout(
                            subject,
                            CaseCode.OVER_SHIPPED,
                            order,
                            inboxId,
                            "Somebody else sent parcel " + parcel.name() + " of order " + order.number()
                                    + ", and the channel does not say what is in it: all that was ordered has left in other parcels",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("parcel", parcel.name())
                                    .toString());
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

    /** Who marks a line as sent has sent what was still there; what left from here meanwhile was perhaps still there. */
    private static void perhapsTwice(
            Round round, long inboxId, WorkingOrder order, int lineNo, int units, Set<String> found) {
        String subject = subject(CaseCode.OVER_SHIPPED, order, lineNo);
        if (found.add(subject)) {
            round.cases()
                    .openAbout(
                            subject,
                            CaseCode.OVER_SHIPPED,
                            order,
                            inboxId,
                            units + " unit(s) of line " + lineNo + " of order " + order.number()
                                    + " left from here at about the time at which somebody marked them as sent: perhaps they were sent twice",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("line", lineNo)
                                    .put("perhapsTwice", units)
                                    .toString());
        }
    }

    private static void end(Round round, WorkingOrder order, CaseCode code, Set<String> found) {
        if (order.alerts().has(code.code())) {
            boolean lines = code == CaseCode.OVER_SHIPPED;
            (lines
                            ? Stream.concat(
                                    Stream.of(WHOLE),
                                    order.lines().all().stream().map(line -> (long) line.lineNo()))
                            : order.parcels().own().stream().map(parcel -> parcel.id()))
                    .map(id -> subject(code, order, id))
                    .filter(subject -> !found.contains(subject))
                    .forEach(subject -> round.cases().resolve(order.accountId(), subject));
        }
        if (found.stream().anyMatch(subject -> subject.startsWith(code.code() + ":"))) {
            order.alerts().raise(code.code());
        } else {
            order.alerts().clear(code.code());
        }
    }

    private static String subject(CaseCode code, WorkingOrder order, long what) {
        return OrderCases.subject(code, order, what);
    }
}
