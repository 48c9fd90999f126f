package org.caravanserai.allocate.store;

import org.caravanserai.allocate.batch.ForeignReports;
import org.caravanserai.allocate.batch.ReportSource;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.translate.EventContext;
import org.caravanserai.translate.EventFailure;

/**
 * What the case about an event that failed is known by. The same order that cannot be read is one case, however it comes in; so
 * is the noise of one source, whatever number of events it makes. Parcels, commands and lines of files are told apart.
 */
final class EventSubject {

    private EventSubject() {}

    static String of(EventContext event, EventFailure failure) {
        EventKind kind = event.event().kind();
        String code = failure.code().code();
        if (failure.code().equals(CaseCode.FOREIGN_LOCATION)) {
            return ForeignReports.subject(event);
        }
        return switch (kind) {
            case ORDER, ABSENT -> NewCase.ofOrder(event.event().orderKey());
            case UNRECOGNISED ->
                event.place().isEmpty()
                        ? cut("noise:" + code + ":" + event.event().topic() + ":" + event.reason())
                        : "";
            case STOCK -> ReportSource.unreadable(event);
            default -> "";
        };
    }

    private static String cut(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300);
    }
}
