package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.caravanserai.api.ApiRequest;
import org.caravanserai.api.EventStates;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.SentMessages;
import org.junit.jupiter.api.Test;

/** Whoever sent something can ask what became of it, and is told over JMS without asking. */
class EventOutcomesTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:05:00.000Z";

    @Test
    void aMessageOverJmsIsAnsweredOnTheQueueOfItsLoginWithWhatBecameOfIt() {
        hub.stock("MUG", "MAIN", 5);
        long taken = sent(EventKind.STOCK, Orders.count("C-1", "2026-11-23T09:00:00Z", "MUG", "MAIN", 7));
        hub.awaitQuiet();
        long older = sent(EventKind.STOCK, Orders.count("C-2", "2026-11-22T10:00:00Z", "MUG", "MAIN", 9));
        long unknown = sent(EventKind.SHIPMENT, Orders.shipment("S-1", 4711, "1Z", 1, 1));
        hub.awaitQuiet();

        assertThat(state(taken).path("state").asText()).isEqualTo("applied");
        assertThat(state(older).path("state").asText()).isEqualTo("stale");
        JsonNode refused = state(unknown);
        assertThat(refused.path("state").asText()).isEqualTo("refused");
        assertThat(refused.path("code").asText()).isEqualTo("3pl.unknown_dispatch");
        assertThat(refused.path("reason").asText()).contains("S-1");
        assertThat(refused.path("caseId").asText()).isNotEmpty();
        List<JsonNode> answers = hub
                .sql()
                .sql("select body from outbox where kind = 'answer' and destination = 'answers:depot' order by id")
                .query(byte[].class)
                .list()
                .stream()
                .map(body -> SentMessages.check(new String(body, StandardCharsets.UTF_8)))
                .toList();
        assertThat(answers)
                .extracting(answer -> answer.path("correlationId").asText() + " "
                        + answer.path("reference").asText() + " "
                        + answer.path("result").asText())
                .containsExactlyInAnyOrder("to C-1 C-1 applied", "to C-2 C-2 stale", "to S-1 S-1 refused");
    }

    @Test
    void aCancellationNamesTheOrderByTheChannelsIdAndIsAppliedOrRefusedWhole() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        long first = sent(EventKind.CANCEL, wish("K-1", "1"));
        hub.awaitQuiet();
        long again = sent(EventKind.CANCEL, wish("K-2", "1"));
        long nobody = sent(EventKind.CANCEL, wish("K-3", "900"));
        hub.awaitQuiet();

        assertThat(states()).containsExactly("CANCELLED");
        assertThat(state(first).path("state").asText()).isEqualTo("applied");
        assertThat(state(first).path("orderIds")).hasSize(1);
        assertThat(state(again).path("state").asText()).isEqualTo("unchanged");
        assertThat(state(nobody).path("code").asText()).isEqualTo("command.unknown_target");
    }

    @Test
    void whatAChannelStatedIsToldByTheTraceOfItsOrder() {
        hub.stock("MUG", "MAIN", 5);
        Stored first = stated(Orders.order("1", V2, "MUG", 2), "a");
        hub.awaitQuiet();
        Stored same = stated(Orders.order("1", V2, "MUG", 2), "b");
        Stored older = stated(Orders.order("1", V1, "MUG", 1), "c");
        Stored broken = hub.event(shop, "order", "canonical", "1", "d", "{\"schema\":\"order.v1\"}");
        hub.awaitQuiet();

        assertThat(state(first.id()).path("state").asText()).isEqualTo("applied");
        assertThat(state(first.id()).path("orderIds")).hasSize(1);
        assertThat(state(same.id()).path("state").asText()).isEqualTo("unchanged");
        assertThat(state(older.id()).path("state").asText()).isEqualTo("stale");
        assertThat(state(broken.id()).path("state").asText()).isEqualTo("refused");
        assertThat(state(broken.id()).path("code").asText()).startsWith("mapping.");
        assertThat(hub.count("event_outcome")).as("kept for those who ask").isZero();
    }

    private Stored stated(ObjectNode order, String key) {
        return hub.event(shop, "order", "canonical", order.path("orderId").asText(), key, order);
    }

    private static ObjectNode wish(String reference, String orderId) {
        ObjectNode wish = Orders.count(reference, V1, "MUG", "MAIN", 1);
        wish.removeAll();
        wish.put("schema", "cancellation.v1").put("reference", reference).put("reason", "buyer");
        wish.putObject("order").put("channel", "shopify").put("account", "main").put("orderId", orderId);
        return wish;
    }

    /** As the message of the login {@code depot}. */
    private long sent(EventKind kind, ObjectNode document) {
        String reference = document.path("reference").asText();
        return hub.inbox()
                .store(new NewEvent(
                        2,
                        kind,
                        EventSource.JMS,
                        document.path("schema").asText(),
                        "",
                        reference,
                        reference.getBytes(StandardCharsets.UTF_8),
                        Map.of(
                                "hubLogin",
                                "depot",
                                "hubCorrelation",
                                "to " + reference,
                                "hubReference",
                                reference,
                                "hubSchema",
                                document.path("schema").asText()),
                        document.toString().getBytes(StandardCharsets.UTF_8),
                        false,
                        null))
                .id();
    }

    private JsonNode state(long event) {
        return new EventStates(hub.sql())
                .get(new ApiRequest(List.of("events", Long.toString(event)), Map.of(), null, null, new byte[0]));
    }
}
