package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.translate.EventContext;

/**
 * Looks at what events claim before anybody believes it. A statement whose version lies in the future, or that lacks something of
 * its order, only says that there is something to ask for; one that is lacking and marks all of it as sent counts at once and is
 * asked for besides. A time that was not believed becomes an alert, and one case per account and field.
 */
public final class JudgeStatements {

    private static final String ALERT = "time.ahead";

    private final BatchDependencies dependencies;

    public JudgeStatements(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    public Batch judge(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) {
        Round round = batch.round();
        for (EventContext event : batch.events()) {
            if (event.failed()) {
                continue;
            }
            if (event.snapshot() != null && dependencies.mayAsk(event)) {
                ask(round, event);
            }
            if (!round.isAsked(event)) {
                event.ahead().forEach(field -> disbelieve(round, event, field));
            }
        }
        return batch;
    }

    private static void ask(Round round, EventContext event) {
        if (event.ahead().contains("version")) {
            round.ask(event);
            record(round, event, "order.ahead");
        } else if (event.partial()) {
            if (event.snapshot().isMarkedSent()) {
                round.askToo(event);
            } else {
                round.ask(event);
            }
            record(round, event, "order.incomplete");
        }
    }

    private void disbelieve(Round round, EventContext event, String field) {
        if (event.snapshot() != null && !event.alerts().contains(ALERT)) {
            event.alerts().add(ALERT);
        }
        String account = event.account().channel() + "/" + event.account().name();
        round.cases()
                .open(new NewCase(
                                dependencies.ids().next(),
                                CaseCode.CLOCK_AHEAD.code(),
                                "account",
                                event.account().id(),
                                null,
                                null,
                                event.event().id(),
                                null,
                                "What comes from " + account + " names times in the future (" + field
                                        + "): the moment of receipt counts instead",
                                Json.text(Map.of(
                                        "field", field, "event", event.event().id())))
                        .about(subject(field)));
    }

    /** What the case about times of this field is known by, in its account. */
    static String subject(String field) {
        return "ahead:" + field;
    }

    private static void record(Round round, EventContext event, String action) {
        round.audit()
                .add(
                        action,
                        "channel:" + event.account().channel() + "/"
                                + event.account().name(),
                        null,
                        event.event().id(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("channelOrderId", event.snapshot().channelOrderId())
                                .put("version", event.snapshot().version().toString())
                                .put("receivedAt", event.event().receivedAt().toString())
                                .put("source", event.event().source().word()));
    }
}
