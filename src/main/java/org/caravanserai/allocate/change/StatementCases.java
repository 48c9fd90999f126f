package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Set;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.order.due.StatementFinding;

/**
 * What a statement shows that a person must know of: more has left than was ordered, or a parcel of ours is not named any more.
 * One case for each, until a later statement shows it no more; an alert on the order remembers that there is one.
 */
public final class StatementCases {

    /** Alerts that remember open cases; they end with what the cases are about. */
    public static final Set<String> ALERTS = Set.of(CaseCode.OVER_SHIPPED.code(), CaseCode.PARCEL_NOT_NAMED.code());

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
        end(round, order, CaseCode.OVER_SHIPPED, found);
        end(round, order, CaseCode.PARCEL_NOT_NAMED, found);
    }

    private static void end(Round round, WorkingOrder order, CaseCode code, Set<String> found) {
        if (order.alerts().has(code.code())) {
            boolean lines = code == CaseCode.OVER_SHIPPED;
            (lines
                            ? order.lines().all().stream().map(line -> (long) line.lineNo())
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
