package org.caravanserai.outbox.source;

import java.util.Map;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.OutboxRow;

/** The cases of rows that could not be delivered, in words for people. */
final class DeliveryCases {

    private DeliveryCases() {}

    static CaseOpener.Case of(OutboxRow row, String cause, String message, Map<String, Object> evidence) {
        String who = row.account() == null
                ? row.destination().text()
                : row.account().channel() + " account " + row.account().name();
        String what = row.operation().equals("shipment") ? "a shipment" : "the " + row.operation();
        String summary = switch (cause) {
            case "rejected" -> who + " refused " + what;
            case "outcome_unknown" -> "nobody knows whether " + who + " took " + what;
            case "not_ready" -> who + " was still not ready for " + what + " after " + row.attempt() + " attempts";
            default -> who + " did not take " + what + " in " + row.attempt() + " attempts";
        };
        String suggestion = switch (cause) {
            case "rejected" ->
                "Read the answer, correct the order, the mapping or the account, then retry; or do it in the channel's own pages and resolve.";
            case "outcome_unknown" -> "Look it up at the other side. If it is there, resolve; if not, retry.";
            default -> "See whether the other side works and what it answers, then retry.";
        };
        return new CaseOpener.Case(
                row.kind().word() + "-out." + cause,
                "error",
                "outbox",
                row.account() == null ? null : row.account().id(),
                row.orderId(),
                row.groupId(),
                null,
                row.id(),
                message.isBlank() ? summary : summary + ": " + message,
                suggestion,
                evidence);
    }
}
