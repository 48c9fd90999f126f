package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.Test;

/** One cause of one source is one case, however many events show it; it names what a person can find. */
class OneCaseTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";

    private List<String> text(String query) {
        return hub.sql().sql(query).query(String.class).list();
    }

    private NewEvent noise(int account, EventSource source, String topic, Map<String, String> kept, String body) {
        return new NewEvent(
                account,
                EventKind.UNRECOGNISED,
                source,
                topic,
                "",
                "",
                hub.key().getBytes(StandardCharsets.UTF_8),
                kept,
                body.getBytes(StandardCharsets.UTF_8),
                false,
                null);
    }

    @Test
    void fiveHundredBadMessagesAreOneCaseThatCounts() {
        hub.inbox()
                .storeAll(IntStream.range(0, 500)
                        .mapToObj(i -> noise(
                                2,
                                EventSource.JMS,
                                "",
                                Map.of(HubHeaders.QUEUE, "hub.orders.in", HubHeaders.REASON, "it is no JSON"),
                                "nonsense " + i))
                        .toList());
        hub.awaitQuiet();
        assertThat(text("select code || ' ' || count from exception_case")).containsExactly("intake.unknown_kind 500");
        assertThat(hub.count("outbox where kind = 'exception'")).isEqualTo(1);
        assertThat(hub.count("audit_row where action = 'case.opened'")).isEqualTo(1);
    }

    @Test
    void anUnlistedTopicIsOneCaseAndAnotherTopicAnotherOne() {
        for (String topic : List.of("carts/update", "carts/update", "checkouts/create", "carts/update")) {
            hub.inbox().store(noise(shop, EventSource.WEBHOOK, topic, Map.of(), "{\"id\":\"" + hub.key() + "\"}"));
            hub.awaitQuiet();
        }
        assertThat(text("select summary || ' ' || count from exception_case order by id"))
                .containsExactly(
                        "The hub does not know what to do with an event of topic 'carts/update' 3",
                        "The hub does not know what to do with an event of topic 'checkouts/create' 1");
    }

    @Test
    void theSameBrokenOrderByWebhookAndPollIsOneCaseThatEndsWhenItComesProperly() {
        hub.stock("MUG", "MAIN", 5);
        ObjectNode broken = Orders.order("1", V1, "MUG", 2).put("status", "banana");
        send(broken);
        hub.awaitQuiet();
        hub.inbox()
                .store(new NewEvent(
                        shop,
                        EventKind.ORDER,
                        EventSource.POLL,
                        "",
                        "canonical",
                        "1",
                        hub.key().getBytes(StandardCharsets.UTF_8),
                        Map.of(HubHeaders.ASKED_AT, "2026-11-23T12:00:00Z"),
                        broken.toString().getBytes(StandardCharsets.UTF_8),
                        false,
                        null));
        hub.awaitQuiet();
        assertThat(text("select count || ' ' || summary || ' ' || (evidence::json ->> 'order') from exception_case"))
                .singleElement()
                .asString()
                .startsWith("2 Order 1 of shopify/main: ")
                .endsWith(" 1");
        assertThat(text("select evidence::json ->> 'detail' from exception_case"))
                .singleElement()
                .asString()
                .contains("/status");

        send(Orders.order("1", V2, "MUG", 2));
        hub.awaitQuiet();
        assertThat(text("select state || ' ' || resolution from exception_case"))
                .containsExactly("resolved it came in properly");
        assertThat(states()).containsExactly("ALLOCATED");
    }

    @Test
    void anotherBrokenOrderIsAnotherCase() {
        send(Orders.order("1", V1, "MUG", 2).put("status", "banana"));
        send(Orders.order("2", V1, "MUG", 2).put("status", "banana"));
        hub.awaitQuiet();
        assertThat(hub.count("exception_case where count = 1")).isEqualTo(2);
    }

    @Test
    void aHintWhoseOrderWasNotHandedOutIsFetchedOnceMoreWhenItsCaseIsRetried() {
        long hint = hub.inbox()
                .store(new NewEvent(
                        shop,
                        EventKind.ORDER,
                        EventSource.WEBHOOK,
                        "orders/edited",
                        "edited",
                        "1",
                        hub.key().getBytes(StandardCharsets.UTF_8),
                        Map.of(),
                        "{}".getBytes(StandardCharsets.UTF_8),
                        true,
                        null))
                .id();
        hub.sql().sql("delete from inbox_fetch").update();
        hub.event(3, "redrive", "", "x", hub.key(), "{\"caseId\":1,\"inboxId\":\"" + hint + "\",\"actor\":\"user:a\"}");
        hub.awaitQuiet();
        assertThat(hub.sql().sql("select id from inbox_fetch").query(Long.class).list())
                .containsExactly(hint);
        assertThat(hub.count("exception_case")).isZero();
    }

    @Test
    void aCaseThatWasClosedOpensAnewForTheSameNoise() {
        hub.inbox().store(noise(shop, EventSource.WEBHOOK, "carts/update", Map.of(), "{\"a\":1}"));
        hub.awaitQuiet();
        hub.sql().sql("update exception_case set state = 'resolved'").update();
        hub.inbox().store(noise(shop, EventSource.WEBHOOK, "carts/update", Map.of(), "{\"a\":2}"));
        hub.awaitQuiet();
        assertThat(hub.count("exception_case")).isEqualTo(2);
        assertThat(hub.count("exception_case where state = 'open' and count = 1"))
                .isEqualTo(1);
    }
}
