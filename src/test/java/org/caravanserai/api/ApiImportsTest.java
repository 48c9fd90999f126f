package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.caravanserai.api.ApiUnderTest.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order that a channel has and the hub does not is asked for by its id. */
class ApiImportsTest {

    private static final String WISH = "{\"reference\":\"%s\",\"orderId\":\"%s\",\"reason\":\"the shop has it\"}";

    private static ApiUnderTest api;
    private static int turn;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiUnderTest();
        for (String channel : List.of("shopify", "woocommerce", "amazon", "papertiger")) {
            api.account(channel, "one");
        }
        api.account("shopify", "resting");
        api.account("shopify", "off");
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private static Answer ask(String account, String reference, String orderId) throws Exception {
        return api.call(
                Role.OPERATOR, "POST", "/api/v1/accounts/" + account + "/imports", WISH.formatted(reference, orderId));
    }

    @ParameterizedTest
    @CsvSource({
        "shopify, 5127743340632, 5127743340632",
        "shopify, gid://shopify/Order/5127743340632, 5127743340632",
        "shopify, ' 5127743340632 ', 5127743340632",
        "woocommerce, 727, 727",
        "amazon, 902-3159896-1390916, 902-3159896-1390916"
    })
    void anIdThatTheChannelIsAskedByWaitsForItsOrder(String channel, String typed, String id) throws Exception {
        Answer taken = ask(channel + "/one", "good-" + ++turn, typed);

        assertThat(taken.status()).as(taken.response().body()).isEqualTo(202);
        String event = "/api/v1/events/" + taken.json().path("eventId").asText();
        assertThat(taken.response().headers().firstValue("Location")).hasValue(event);
        JsonNode state = api.get(Role.VIEWER, event).json();
        assertThat(state.path("state").asText()).isEqualTo("waiting_for_fetch");
        assertThat(state.path("channel").asText()).isEqualTo(channel);
        assertThat(state.path("reference").asText()).isEqualTo("good-" + turn);
        assertThat(api.jdbc
                        .sql("select order_key from inbox_fetch where id = ?")
                        .param(Long.valueOf(taken.json().path("eventId").asText()))
                        .query(String.class)
                        .single())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shopify | #1001 | the number at the end of the address",
                "shopify | gid://shopify/DraftOrder/12 | the number at the end of the address",
                "shopify | 0012 | the number at the end of the address",
                "woocommerce | #727 | the number after id= or post=",
                "woocommerce | 727/refunds | the number after id= or post=",
                "amazon | 902-3159896 | such as 902-3159896-1390916",
                "amazon | S01-3159896-1390916 | such as 902-3159896-1390916"
            })
    void anIdThatTheChannelIsNotAskedByIsRefusedWithWhereToFindIt(String channel, String typed, String hint)
            throws Exception {
        Answer refused = ask(channel + "/one", "bad-" + ++turn, typed);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/orderId");
        assertThat(refused.json().at("/errors/0/detail").asText())
                .contains("is no id that an order of " + channel, hint);
    }

    @Test
    void whatCannotBeAskedIsRefusedInWords() throws Exception {
        assertThat(ask("shopify/nobody", "n-1", "1").status()).isEqualTo(404);
        assertThat(ask("hub/api", "n-2", "1").status()).isEqualTo(404);
        Answer noFetch = ask("papertiger/one", "n-3", "1");
        assertThat(noFetch.status()).isEqualTo(409);
        assertThat(noFetch.json().path("detail").asText()).contains("papertiger cannot be asked for one order");
        assertThat(api.call(Role.OPERATOR, "POST", "/api/v1/accounts/shopify/resting/pause", null)
                        .status())
                .isEqualTo(200);
        Answer paused = ask("shopify/resting", "n-4", "1");
        assertThat(paused.status()).isEqualTo(409);
        assertThat(paused.json().path("detail").asText()).contains("shopify/resting is paused", "resume it first");
        api.call(Role.ENGINEER, "PUT", "/api/v1/accounts/shopify/off/mode", "{\"mode\":\"off\"}");
        Answer off = ask("shopify/off", "n-5", "1");
        assertThat(off.status()).isEqualTo(409);
        assertThat(off.json().path("detail").asText()).contains("shopify/off is off");
        assertThat(api.call(
                                Role.OPERATOR,
                                "POST",
                                "/api/v1/accounts/shopify/one/imports",
                                "{\"reference\":\"n-6\",\"orderId\":\"1\",\"reason\":\" \"}")
                        .status())
                .isEqualTo(400);
        assertThat(api.call(Role.VIEWER, "POST", "/api/v1/accounts/shopify/one/imports", WISH.formatted("n-7", "1"))
                        .status())
                .isEqualTo(403);
        assertThat(api.jdbc
                        .sql("select count(*) from inbox where headers::jsonb ->> 'hubReference' like 'n-%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void oneReferenceIsOneWishAndItsAuthorIsOnTheTrailWithTheReason() throws Exception {
        Answer first = ask("shopify/one", "w-1", "42");
        Answer again = ask("shopify/one", "w-1", "42");
        Answer other = ask("shopify/one", "w-1", "43");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().path("duplicate").asBoolean()).isTrue();
        assertThat(again.json().path("eventId")).isEqualTo(first.json().path("eventId"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().path("detail").asText()).contains("'w-1'", "stands for other content");
        List<String> rows = api.jdbc
                .sql("select actor || ' ' || data from audit_row where action = 'order.import-asked' and inbox_id = ?")
                .param(Long.valueOf(first.json().path("eventId").asText()))
                .query(String.class)
                .list();
        assertThat(rows)
                .singleElement()
                .satisfies(
                        row -> assertThat(row).startsWith("user:operator-anna").contains("the shop has it", "\"42\""));
    }
}
