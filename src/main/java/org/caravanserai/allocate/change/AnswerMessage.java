package org.caravanserai.allocate.change;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.inbox.EventOutcome;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.NewMessage;
import org.caravanserai.outbox.WorkKind;
import org.caravanserai.translate.EventContext;

/** The answer to a message that somebody sent over JMS, {@code answer.v1}: it goes to the queue of the sender's login. */
public final class AnswerMessage {

    private static final int LONGEST_SENTENCE = 1000;

    private AnswerMessage() {}

    /** Empty for what did not come over JMS, and where the broker did not say whose message it was. */
    public static Optional<NewMessage> of(
            BatchDependencies dependencies, EventContext event, EventOutcome outcome, Instant now) {
        String login = event.login();
        if (event.event().source() != EventSource.JMS || login.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("schema", "answer.v1")
                .put("correlationId", event.correlation())
                .put("eventId", Long.toString(outcome.eventId()))
                .put("about", event.schema())
                .put("reference", event.reference())
                .put("result", outcome.result().word())
                .put("code", outcome.code().isEmpty() ? null : outcome.code())
                .put("reason", sentence(outcome.reason()));
        var orders = answer.putArray("orderIds");
        outcome.orderIds().forEach(id -> orders.add(Long.toString(id)));
        answer.put("at", now.toString());
        return Optional.of(new NewMessage(
                dependencies.ids().next(),
                WorkKind.ANSWER,
                Destination.answers(login),
                "answer",
                null,
                null,
                answer.toString(),
                null,
                false));
    }

    private static String sentence(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.isEmpty()
                ? null
                : plain.length() <= LONGEST_SENTENCE ? plain : plain.substring(0, LONGEST_SENTENCE - 1) + "…";
    }
}
