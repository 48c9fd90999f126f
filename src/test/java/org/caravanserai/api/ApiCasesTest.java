package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.caravanserai.api.ApiUnderTest.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cases are shown and tried again. */
class ApiCasesTest {

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
    void ofManyWhoRetryACaseAtOnceOneDoes() throws Exception {
        long id = api.openCase(account, order);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Callable<Answer>> work = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            work.add(() -> api.call(Role.OPERATOR, "POST", "/api/v1/exceptions/" + id + "/retry", null));
        }
        List<Integer> answers = new ArrayList<>();
        for (Future<Answer> done : pool.invokeAll(work)) {
            answers.add(done.get().status());
        }
        pool.shutdown();
        assertThat(answers).containsOnlyOnce(202).contains(200);
        assertThat(api.get(Role.VIEWER, "/api/v1/exceptions/" + id)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("retrying");
        assertThat(api.jdbc
                        .sql("select count(*) from inbox where kind = 'redrive' and order_key = ?")
                        .param("order/" + order)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        // it failed again: the next occurrence may be retried again
        api.jdbc
                .sql("update exception_case set state = 'open', count = count + 1 where id = ?")
                .param(id)
                .update();
        Answer next = api.call(Role.OPERATOR, "POST", "/api/v1/exceptions/" + id + "/retry", null);
        assertThat(next.status()).isEqualTo(202);
        assertThat(api.event(next).path("actor").asText()).isEqualTo("user:operator-anna");
    }

    @Test
    void casesAreListedOpenOnesUnlessAskedOtherwise() throws Exception {
        long other = api.order(account, "6300", "#1300", Instant.parse("2026-11-21T10:00:00Z"));
        long open = api.openCase(account, other);
        long resolved = api.openCase(account, other);
        api.jdbc
                .sql(
                        "update exception_case set state = 'resolved', resolved_at = '2026-11-23T12:00:00Z', resolved_by = 'hub' where id = ?")
                .param(resolved)
                .update();
        JsonNode page = api.get(
                        Role.VIEWER,
                        "/api/v1/exceptions?orderId=" + other
                                + "&channel=shopify&account=main&code=mapping.unknown_sku")
                .json();
        assertThat(page.path("cases")).hasSize(1);
        assertThat(page.at("/cases/0/id").asText()).isEqualTo(Long.toString(open));
        assertThat(api.get(Role.VIEWER, "/api/v1/exceptions?orderId=" + other + "&state=resolved")
                        .json()
                        .at("/cases/0/id")
                        .asText())
                .isEqualTo(Long.toString(resolved));
        assertThat(api.get(Role.VIEWER, "/api/v1/exceptions?orderId=" + other + "&channel=amazon")
                        .json()
                        .path("cases"))
                .isEmpty();
        assertThat(api.call(Role.OPERATOR, "POST", "/api/v1/exceptions/" + resolved + "/retry", null)
                        .status())
                .isEqualTo(200);
        assertThat(api.get(Role.VIEWER, "/api/v1/exceptions/999999").status()).isEqualTo(404);
        assertThat(api.call(Role.OPERATOR, "POST", "/api/v1/exceptions/999999/retry", null)
                        .status())
                .isEqualTo(404);
    }
}
