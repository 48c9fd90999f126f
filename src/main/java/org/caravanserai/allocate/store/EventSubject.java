package org.caravanserai.allocate.store;

import org.caravanserai.allocate.batch.ForeignReports;
import org.caravanserai.allocate.batch.ReportSource;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;
import org.caravanserai.translate.EventFailure;

/**
 * What the case about an event that failed is known by. The same order that cannot be read is one case, however it comes in; so
 * is the noise of one source, whatever number of events it makes. Parcels, commands and lines of files are told apart.
 */
public final class EventSubject {

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
                        : ofLine(event);
            case SHIPMENT ->
                failure.code().equals(CaseCode.UNKNOWN_DISPATCH) && event.content() instanceof Content.Shipped shipped
                        ? cut(NewCase.ofParcel(shipped.parcels().get(0).tracking()))
                        : "";
            case STOCK -> ReportSource.unreadable(event);
            default -> "";
        };
    }

    /**
     * A line of a file, or the order that is not taken for it: its case ends when the file was mended and dropped again. Orders of
     * files are told apart by their folder, as what is wrong is not of their account yet.
     */
    public static String ofLine(EventContext event) {
        String order = event.event().orderKey();
        return cut(
                order.isEmpty() || event.event().kind() == EventKind.STOCK
                        ? "line:" + event.place()
                        : "line:" + event.folder() + ":" + order);
    }

    private static String cut(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300);
    }
}
