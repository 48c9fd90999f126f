package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.caravanserai.api.ApiUnderTest.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An account is looked through again from some moment on, as far back as its channel hands out orders. */
class ApiRecoveryTest {

    private static final String WISH = "{\"since\":\"%s\",\"reason\":\"webhooks went elsewhere\"}";

    private static ApiUnderTest api;
    private static int north;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiUnderTest();
        north = api.account("shopify", "north");
        api.account("shopify", "all");
        api.account("shopify", "resting");
        api.account("woocommerce", "tea");
        api.account("papertiger", "one");
        api.jdbc
                .sql("update account set settings = '{\"historyDays\":400}' where name = 'all'")
                .update();
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private static Answer ask(String account, Object since) throws Exception {
        return api.call(Role.OPERATOR, "POST", "/api/v1/accounts/" + account + "/recovery", WISH.formatted(since));
    }

    private static Instant ago(int days) {
        return api.clock.instant().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
    }

    @Test
    void itBeginsAtOnceAndTheAccountSaysHowFarItIs() throws Exception {
        Instant since = ago(30);
        Answer taken = ask("shopify/north", since);

        assertThat(taken.status()).as(taken.response().body()).isEqualTo(200);
        JsonNode recovery = taken.json().path("recovery");
        assertThat(recovery.path("since").asText()).isEqualTo(since.toString());
        assertThat(recovery.path("through").asText()).isEqualTo(since.toString());
        assertThat(recovery.path("endedAt").isNull()).isTrue();
        assertThat(recovery.path("askedBy").asText()).isEqualTo("user:operator-anna");
        assertThat(api.polled).contains(north);
        assertThat(api.jdbc
                        .sql("select actor || ' ' || data from audit_row where action = 'account.recovery-asked'")
                        .query(String.class)
                        .list())
                .anySatisfy(row -> assertThat(row)
                        .startsWith("user:operator-anna ")
                        .contains("\"north\"", since.toString(), "webhooks went elsewhere"));
        assertThat(api.jdbc
                        .sql("select poll_from is null from account where id = ?")
                        .param(north)
                        .query(Boolean.class)
                        .single())
                .as("the poll's own mark")
                .isTrue();
    }

    @Test
    void neitherTheFutureNorWhatTheChannelDoesNotHandOutIsLookedThrough() throws Exception {
        Answer future = ask("shopify/north", api.clock.instant().plus(Duration.ofHours(1)));
        assertThat(future.status()).isEqualTo(400);
        assertThat(future.json().at("/errors/0/pointer").asText()).isEqualTo("/since");
        assertThat(future.json().at("/errors/0/detail").asText()).contains("lies in the future; it is 20");
        Answer early = ask("shopify/all", ago(401));
        assertThat(early.json().at("/errors/0/detail").asText()).contains("of the last 400 days only");
        assertThat(ask("shopify/all", ago(399)).status()).isEqualTo(200);
        Answer tooEarly = ask("shopify/north", ago(61));
        assertThat(tooEarly.status()).isEqualTo(400);
        assertThat(tooEarly.json().at("/errors/0/detail").asText())
                .contains("shopify hands out orders of the last 60 days only", "the earliest is 20", "historyDays");
        assertThat(ask("woocommerce/tea", ago(900)).status()).isEqualTo(200);
        assertThat(ask("woocommerce/tea", "0001-01-01T00:00:00Z").status()).isEqualTo(400);
        assertThat(ask("woocommerce/tea", "yesterday").status()).isEqualTo(400);
        assertThat(ask("woocommerce/tea", "2026-02-30T00:00:00Z").status()).isEqualTo(400);
    }

    @Test
    void whatCannotBeLookedThroughIsRefusedInWords() throws Exception {
        assertThat(ask("shopify/nobody", ago(1)).status()).isEqualTo(404);
        Answer noList = ask("papertiger/one", ago(1));
        assertThat(noList.status()).isEqualTo(409);
        assertThat(noList.json().path("detail").asText()).contains("papertiger has no list of orders");
        api.call(Role.OPERATOR, "POST", "/api/v1/accounts/shopify/resting/pause", null);
        Answer paused = ask("shopify/resting", ago(1));
        assertThat(paused.status()).isEqualTo(409);
        assertThat(paused.json().path("detail").asText()).contains("shopify/resting is paused");
    }
}
