package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.audit.AuditVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the API tells of orders. */
class ApiOrdersTest {

    private static ApiUnderTest api;
    private static int account;
    private static long order;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiUnderTest();
        api.addCatalogue();
        account = api.account("shopify", "main");
        order = api.order(account, "6001", "#1001", Instant.parse("2026-11-23T10:00:00Z"));
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    @Test
    void anOrderIsFoundByAnyOfItsIds() throws Exception {
        String group = api.jdbc
                .sql("select id from fulfilment_group where order_id = ?")
                .param(order)
                .query(String.class)
                .single();
        for (String q : List.of(Long.toString(order), "6001", "%231001", "1001", group, "1Z" + order)) {
            JsonNode page = api.get(Role.VIEWER, "/api/v1/orders?q=" + q).json();
            assertThat(page.path("orders")).as(q).hasSize(1);
            assertThat(page.at("/orders/0/id").asText()).isEqualTo(Long.toString(order));
            assertThat(page.at("/orders/0/total").asText()).isEqualTo("13.50");
        }
        assertThat(api.get(Role.VIEWER, "/api/v1/orders?q=600").json().path("orders"))
                .isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() throws Exception {
        int tea = api.account("woocommerce", "tea");
        for (int i = 0; i < 7; i++) {
            api.order(
                    tea, "T" + i, "T" + i, Instant.parse("2026-11-20T10:00:00Z").plusMillis(i / 2));
        }
        for (String sort : List.of("newest", "oldest")) {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = api.get(
                                Role.VIEWER,
                                "/api/v1/orders?channel=woocommerce&account=tea&limit=2&sort=" + sort + cursor)
                        .json();
                page.path("orders").forEach(one -> seen.add(one.path("number").asText()));
                cursor = page.path("next").isNull()
                        ? null
                        : "&cursor=" + page.path("next").asText();
            } while (cursor != null);
            assertThat(seen)
                    .as(sort)
                    .containsExactlyElementsOf(
                            sort.equals("newest")
                                    ? List.of("T6", "T5", "T4", "T3", "T2", "T1", "T0")
                                    : List.of("T0", "T1", "T2", "T3", "T4", "T5", "T6"));
        }
    }

    @Test
    void ordersAreFilteredByStateTimeAndCase() throws Exception {
        long one = api.order(api.account("shopify", "filtered"), "F1", "F1", Instant.parse("2026-11-23T10:00:00Z"));
        String all = "/api/v1/orders?channel=shopify&account=filtered";
        assertThat(api.get(Role.VIEWER, all + "&state=PARTIALLY_SHIPPED").json().path("orders"))
                .hasSize(1);
        assertThat(api.get(Role.VIEWER, all + "&state=SHIPPED").json().path("orders"))
                .isEmpty();
        assertThat(api.get(Role.VIEWER, all + "&receivedFrom=2026-11-23T10:00:00Z&receivedTo=2026-11-23T10:00:01Z")
                        .json()
                        .path("orders"))
                .hasSize(1);
        assertThat(api.get(Role.VIEWER, all + "&receivedTo=2026-11-23T10:00:00Z")
                        .json()
                        .path("orders"))
                .isEmpty();
        assertThat(api.get(Role.VIEWER, all + "&receivedFrom=2026-11-23T10:00:01Z")
                        .json()
                        .path("orders"))
                .isEmpty();
        assertThat(api.get(Role.VIEWER, all + "&openCase=true").json().path("orders"))
                .isEmpty();
        api.openCase(account, one);
        assertThat(api.get(Role.VIEWER, all + "&openCase=true").json().path("orders"))
                .hasSize(1);
        assertThat(api.get(Role.VIEWER, all + "&openCase=false").json().path("orders"))
                .isEmpty();
    }

    @Test
    void anOrderIsShownWithAllThatBelongsToIt() throws Exception {
        JsonNode shown = api.get(Role.VIEWER, "/api/v1/orders/" + order).json();
        assertThat(shown.at("/summary/alerts/0").asText()).isEqualTo("totals.mismatch");
        assertThat(shown.at("/lines/0/channelSku").asText()).isEqualTo("MUG");
        assertThat(shown.at("/groups/0/lines/0/shipped").asInt()).isEqualTo(1);
        assertThat(shown.at("/shipments/0/lines/0/quantity").asInt()).isEqualTo(1);
        assertThat(shown.at("/document/orderId").asText()).isEqualTo("6001");
        assertThat(api.get(Role.VIEWER, "/api/v1/orders/999999").status()).isEqualTo(404);
        assertThat(api.get(Role.VIEWER, "/api/v1/orders/abc").status()).isEqualTo(400);
    }

    @Test
    void whatKeepsAnOrderFromGoingOnIsShownAndFound() throws Exception {
        long held = api.order(account, "6200", "#1200", Instant.parse("2026-11-21T10:00:00Z"));
        String found = "/api/v1/orders?q=6200&held=";
        assertThat(api.get(Role.VIEWER, found + "true").json().path("orders")).isEmpty();
        api.jdbc.sql("""
                        insert into hold (order_id, cause, source, step, reason, next_look, created_at)
                        values (?, 'address.incomplete', 'statement', 'release', 'no city', '2026-11-23T13:00:00Z', '2026-11-23T12:00:00Z')""").param(held).update();
        JsonNode orders = api.get(Role.VIEWER, found + "true").json().path("orders");
        assertThat(orders).hasSize(1);
        assertThat(orders.at("/0/held").asBoolean()).isTrue();
        assertThat(api.get(Role.VIEWER, found + "false").json().path("orders")).isEmpty();
        JsonNode hold = api.get(Role.VIEWER, "/api/v1/orders/" + held).json().at("/holds/0");
        assertThat(hold.path("cause").asText()).isEqualTo("address.incomplete");
        assertThat(hold.path("step").asText()).isEqualTo("release");
        assertThat(hold.path("createdBy").asText()).isEqualTo("hub");
        assertThat(hold.path("releasedAt").isNull()).isTrue();
        assertThat(api.get(Role.VIEWER, "/api/v1/orders/" + held + "/trace")
                        .json()
                        .at("/holds/0/reason")
                        .asText())
                .isEqualTo("no city");
    }

    @Test
    void personalDataIsShownToOperatorsOnlyAndTheReadingIsOnTheTrail() throws Exception {
        long mine = api.order(account, "6100", "#1100", Instant.parse("2026-11-22T10:00:00Z"));
        JsonNode hidden = api.get(Role.VIEWER, "/api/v1/orders/" + mine).json();
        assertThat(hidden.path("personalState").asText()).isEqualTo("hidden");
        assertThat(hidden.path("personal").isNull()).isTrue();
        assertThat(readings(mine)).isEmpty();
        JsonNode shown = api.get(Role.OPERATOR, "/api/v1/orders/" + mine).json();
        assertThat(shown.at("/personal/buyer/name").asText()).isEqualTo("Jane Doe");
        assertThat(readings(mine)).containsExactly("user:operator-anna");
        api.jdbc
                .sql("delete from order_data_key where order_id = ?")
                .param(mine)
                .update();
        JsonNode erased = api.get(Role.OPERATOR, "/api/v1/orders/" + mine).json();
        assertThat(erased.path("personalState").asText()).isEqualTo("erased");
        assertThat(readings(mine)).hasSize(1);
        assertThat(new AuditVerifier(api.database.dataSource())
                        .verify(List.of())
                        .intact())
                .isTrue();
    }

    private static List<String> readings(long id) {
        return api.jdbc
                .sql("select actor from audit_row where order_id = ? and action = 'personal.read'")
                .param(id)
                .query(String.class)
                .list();
    }

    @Test
    void aTraceTellsInOrderOfTimeWhatHappened() throws Exception {
        long told = api.order(account, "6200", "#1200", Instant.parse("2026-11-22T11:00:00Z"));
        api.jdbc
                .sql(
                        "insert into inbox (id, account_id, kind, source, topic, body, lane, received_at) values (500, ?, 'order', 'webhook', 'orders/create', '', 0, '2026-11-22T11:00:00Z')")
                .param(account)
                .update();
        api.jdbc
                .sql("insert into audit_block values (900, 9000, 2, '', '', '', '2026-11-23T12:00:00Z')")
                .update();
        api.jdbc.sql("""
                insert into audit_row values
                  (900, 0, '2026-11-22T11:00:01Z', 'channel:shopify/main', 'order.accepted', ?, 500, '{"version":"2026-11-22T10:59:00Z","source":"webhook","topic":"orders/create"}', ''),
                  (900, 1, '2026-11-22T11:00:01Z', 'hub', 'group.sourced', ?, 500, '{"group":77,"rule":"priority","chosen":[{"location":"MAIN"}],"rejected":[{"location":"EAST","reason":"has 0 of 2"}]}', '')""").params(told, told).update();
        api.jdbc
                .sql(
                        "insert into outbox (id, kind, destination, operation, order_id, body, next_at, created_at) values (?, 'dispatch', 'location:MAIN', 'release', ?, '', '2026-11-22T11:00:02Z', '2026-11-22T11:00:02Z')")
                .params(told + 1_000_000, told)
                .update();
        JsonNode trace =
                api.get(Role.VIEWER, "/api/v1/orders/" + told + "/trace").json();
        List<String> texts = new ArrayList<>();
        trace.path("entries").forEach(entry -> texts.add(entry.path("text").asText()));
        assertThat(texts)
                .containsExactly(
                        "shopify/main sent order (orders/create) by webhook",
                        "Order taken in as the channel states it at 2026-11-22T10:59:00Z (webhook orders/create) (channel:shopify/main)",
                        "Group 77 goes to MAIN by rule priority; not EAST has 0 of 2",
                        "To be sent: dispatch/release to location:MAIN",
                        "Parcel 1 left with ups, tracking 1Z" + told + "; the channel does not know yet");
        assertThat(api.get(Role.VIEWER, "/api/v1/orders/999999/trace").status()).isEqualTo(404);
        api.asOwner("delete from audit_row where block = 900; delete from audit_block where block = 900");
    }
}
