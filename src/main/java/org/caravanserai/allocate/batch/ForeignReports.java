package org.caravanserai.allocate.batch;

import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * What the case about a report of a login for a location that is not its own is known by: the dispatch or the order, so that
 * the case is over when somebody who may has confirmed it; for counts the login, so that it is over when the login next reports
 * of its own location only.
 */
public final class ForeignReports {

    private ForeignReports() {}

    /** Empty for what no warehouse says. */
    public static String subject(EventContext event) {
        Content content = event.content();
        if (content instanceof Content.Shipped shipped) {
            return shipped.groupId() != null
                    ? ofDispatch(shipped.groupId())
                    : "foreign:order/" + shipped.order().accountId() + "/"
                            + shipped.order().channelOrderId();
        }
        if (content instanceof Content.RecallAnswer answer) {
            return ofDispatch(answer.groupId());
        }
        return content instanceof Content.Counted ? "foreign:stock/" + event.login() : "";
    }

    private static String ofDispatch(long group) {
        return "foreign:dispatch/" + group;
    }
}
