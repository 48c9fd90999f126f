package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.caravanserai.api.ApiRequest;
import org.caravanserai.api.EventStates;
import org.caravanserai.api.OrderTrace;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever had a channel asked for an order learns what became of it, and the order's trail says who that was. */
class ImportedOrdersTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:05:00.000Z";
    private static final String ASKED = "2026-11-23T12:00:01Z";

    @BeforeEach
    void stocked() {
        hub.stock("MUG", "MAIN", 5);
    }

    /** The wish as the API stores it. */
    private long wish(String orderId) {
        String key = hub.key();
        return hub.inbox()
                .store(new NewEvent(
                        shop,
                        EventKind.ORDER,
                        EventSource.API,
                        "import",
                        "",
                        orderId,
                        key.getBytes(StandardCharsets.UTF_8),
                        Map.of(HubHeaders.ACTOR, "user:anna", HubHeaders.REASON, "the buyer rang " + key),
                        "{}".getBytes(StandardCharsets.UTF_8),
                        true,
                        null))
                .id();
    }

    private void answered(String kind, ObjectNode body, long... wishes) {
        List<String> ids = LongStream.of(wishes).mapToObj(String::valueOf).toList();
        hub.sql()
                .sql("delete from inbox_fetch where id = any(string_to_array(?, ' ')::bigint[])")
                .param(String.join(" ", ids))
                .update();
        hub.fetched(
                shop,
                kind,
                body.path("orderId").asText(),
                body,
                Map.of(
                        HubHeaders.ASKED_AT,
                        ASKED,
                        HubHeaders.IMPORTS,
                        ids.stream().collect(Collectors.joining(" "))));
    }

    private JsonNode state(long event) {
        return new EventStates(hub.sql())
                .get(new ApiRequest(List.of("events", Long.toString(event)), Map.of(), null, null, new byte[0]));
    }

    private static ObjectNode named(String orderId) {
        return JsonNodeFactory.instance.objectNode().put("orderId", orderId);
    }

    @Test
    void anOrderTheHubDidNotHaveIsTakenInAndItsTrailNamesWhoWantedItAndWhy() {
        long wish = wish("1");
        assertThat(state(wish).path("state").asText()).isEqualTo("waiting_for_fetch");

        answered("order", Orders.order("1", V1, "MUG", 2), wish);
        hub.awaitQuiet();

        assertThat(states()).containsExactly("ALLOCATED");
        JsonNode state = state(wish);
        assertThat(state.path("state").asText()).isEqualTo("applied");
        assertThat(state.path("orderIds")).hasSize(1);
        assertThat(state.path("caseId").isNull()).isTrue();
        JsonNode trace = new OrderTrace(hub.sql())
                .trace(new ApiRequest(
                        List.of("orders", state.at("/orderIds/0").asText(), "trace"),
                        Map.of(),
                        null,
                        null,
                        new byte[0]));
        assertThat(trace.path("entries").findValuesAsText("text"))
                .anyMatch(
                        text -> text.matches(
                                "Asked for at the channel because somebody wanted it: the buyer rang key-\\d+ \\(user:anna\\)"));
    }

    @Test
    void ofAKnownOrderNothingChangesAndWhoAskedAnywhereInBetweenIsToldSo() {
        send(Orders.order("1", V2, "MUG", 2));
        hub.awaitQuiet();
        long first = wish("1");
        long second = wish("1");
        answered("order", Orders.order("1", V2, "MUG", 2), first, second);
        hub.awaitQuiet();
        long third = wish("1");
        answered("order", Orders.order("1", V1, "MUG", 1), third);
        hub.awaitQuiet();

        assertThat(state(first).path("state").asText()).isEqualTo("unchanged");
        assertThat(state(second).path("state").asText()).isEqualTo("unchanged");
        assertThat(state(third).path("state").asText()).isEqualTo("stale");
        assertThat(states()).containsExactly("ALLOCATED");
        assertThat(hub.count("orders")).isEqualTo(1);
        assertThat(hub.count("exception_case")).isZero();
    }

    @Test
    void whatTheChannelToldOfAndDoesNotHandOutStaysACase() {
        long wish = wish("9");
        answered("absent", named("9"), wish);
        hub.awaitQuiet();

        assertThat(state(wish).path("state").asText()).isEqualTo("refused");
        assertThat(hub.count("exception_case where code = 'fetch.not_found'")).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsCase() {
        long wish = wish("1");
        answered("order", JsonNodeFactory.instance.objectNode().put("orderId", "1"), wish);
        hub.awaitQuiet();

        assertThat(state(wish).path("state").asText()).isEqualTo("refused");
        assertThat(state(wish).path("code").asText()).startsWith("mapping.");
    }

    @Test
    void whileItsAnswerWaitsToBeWorkedOnNothingIsClaimed() {
        long wish = wish("1");
        hub.sql().sql("delete from inbox_fetch where id = ?").param(wish).update();

        assertThat(state(wish).path("state").asText()).isEqualTo("received");
    }
}
