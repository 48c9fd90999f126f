package org.caravanserai.outbox.source;

import java.util.Map;
import org.caravanserai.base.Json;
import org.caravanserai.base.NewCase;
import org.caravanserai.outbox.OutboxRow;

/** The cases of rows that could not be delivered, in words for people. */
final class DeliveryCases {

    private DeliveryCases() {}

    /** @param goesOn it is tried on */
    static NewCase of(OutboxRow row, String cause, String message, Map<String, Object> evidence, boolean goesOn) {
        String who = row.account() == null
                ? row.destination().text()
                : row.account().channel() + " account " + row.account().name();
        String what = row.operation().equals("shipment") ? "a shipment" : "the " + row.operation();
        String summary = switch (cause) {
            case "rejected" -> who + " refused " + what;
            case "outcome_unknown" -> "nobody knows whether " + who + " took " + what;
            case "not_ready" ->
                goesOn
                        ? who + " puts off " + what + " for its rate, again and again; it is tried on"
                        : who + " was still not ready for " + what + " after " + row.attempt() + " attempts";
            default -> who + " did not take " + what + " in " + row.attempt() + " attempts";
        };
        return new NewCase(
                0,
                row.kind().word() + "-out." + cause,
                "outbox",
                row.account() == null ? null : row.account().id(),
                row.orderId(),
                row.groupId(),
                null,
                row.id(),
                message.isBlank() ? summary : summary + ": " + message,
                Json.text(evidence));
    }
}
