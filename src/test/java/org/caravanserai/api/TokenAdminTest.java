package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.caravanserai.api.ApiUnderTest.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens by the API; every answer is held against openapi.yaml on the way. */
class TokenAdminTest {

    private static final String PATH = "/api/v1/tokens";

    private ApiUnderTest api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiUnderTest();
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
    }

    @Test
    void aTokenIsShownOnceAndTheDatabaseHasItsHashOnly() throws Exception {
        JsonNode made = create("erp", "operator", null).json();
        String text = made.path("token").asText();
        assertThat(text).matches("hub_[A-Za-z0-9_-]{43}");
        assertThat(as(text, "GET", "/api/v1/locations", null)).isEqualTo(200);
        assertThat(as(text, "GET", PATH, null)).as("an operator's").isEqualTo(403);

        JsonNode listed = listed("erp");
        assertThat(listed.toString()).doesNotContain(text);
        assertThat(listed.path("createdBy").asText()).isEqualTo("user:admin-anna");
        assertThat(api.jdbc
                        .sql("select count(*) from api_token t where t::text like '%' || ? || '%'")
                        .param(text)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(api.jdbc
                        .sql("select count(*) from audit_row where data like '%' || ? || '%'")
                        .param(text)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void itsLastUseIsWrittenAtMostOnceAMinute() throws Exception {
        String text = create("erp", "viewer", null).json().path("token").asText();
        assertThat(listed("erp").path("usedAt").isNull()).isTrue();
        as(text, "GET", "/api/v1/locations", null);
        Instant first = Instant.parse(listed("erp").path("usedAt").asText());
        as(text, "GET", "/api/v1/locations", null);
        assertThat(Instant.parse(listed("erp").path("usedAt").asText())).isEqualTo(first);
        api.clock.move(Duration.ofMinutes(1));
        as(text, "GET", "/api/v1/locations", null);
        assertThat(Instant.parse(listed("erp").path("usedAt").asText())).isAfterOrEqualTo(first.plusSeconds(60));
    }

    @Test
    void aRevokedTokenIsRefusedFromTheNextRequestOnAndBothAreOnTheTrail() throws Exception {
        JsonNode made = create("erp", "viewer", null).json();
        String text = made.path("token").asText();
        assertThat(as(text, "GET", "/api/v1/locations", null)).isEqualTo(200);
        Answer revoked = revoke(made.path("id").asText());
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.json().path("revokedBy").asText()).isEqualTo("user:admin-anna");
        assertThat(as(text, "GET", "/api/v1/locations", null)).isEqualTo(401);

        assertThat(revoke(made.path("id").asText()).json()).as("once more").isEqualTo(revoked.json());
        assertThat(api.jdbc
                        .sql("select action || ' ' || actor from audit_row where data like '%\"erp\"%' order by block")
                        .query(String.class)
                        .list())
                .containsExactly("token.created user:admin-anna", "token.revoked user:admin-anna");
        assertThat(api.get(Role.ADMIN, PATH).json().toString()).doesNotContain("\"erp\"");
        assertThat(api.get(Role.ADMIN, PATH + "?all=true").json().toString()).contains("\"erp\"");
        assertThat(create("erp", "viewer", null).status())
                .as("its name is free again")
                .isEqualTo(201);
    }

    @Test
    void aTokenEndsByItself() throws Exception {
        Instant end = api.clock.instant().plus(Duration.ofHours(1));
        String text = create("guest", "viewer", end).json().path("token").asText();
        assertThat(as(text, "GET", "/api/v1/locations", null)).isEqualTo(200);
        api.clock.move(Duration.ofHours(1));
        assertThat(as(text, "GET", "/api/v1/locations", null)).isEqualTo(401);
        assertThat(api.get(Role.ADMIN, PATH + "?all=true").json().toString()).contains("\"state\":\"expired\"");

        Answer late = create("late", "viewer", end);
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.json().at("/errors/0/pointer").asText()).isEqualTo("/expiresAt");
    }

    @Test
    void twoTokensInForceCannotHaveOneName() throws Exception {
        assertThat(create("erp", "viewer", null).status()).isEqualTo(201);
        Answer second = create("erp", "admin", null);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().path("detail").asText()).contains("a token called erp");
        for (String name : List.of("", " erp", "erp ", "a\\u0000b", "a\\nb", "x".repeat(65), "<b>")) {
            assertThat(create(name, "viewer", null).status()).as(name).isEqualTo(400);
        }
    }

    @Test
    void ofTwoAdminsThatRevokeEachOtherOneStays() throws Exception {
        JsonNode other = create("other", "admin", null).json();
        String anna = listed("admin-anna").path("id").asText();
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Callable<Integer> annas = () -> {
            together.await();
            return as(other.path("token").asText(), "POST", PATH + "/" + anna + "/revoke", null);
        };
        Callable<Integer> others = () -> {
            together.await();
            return revoke(other.path("id").asText()).status();
        };
        List<Integer> answers = List.of(threads.submit(annas), threads.submit(others)).stream()
                .map(TokenAdminTest::result)
                .sorted()
                .toList();
        threads.shutdown();
        // who comes second is told so, or is no admin any more
        assertThat(answers.get(0)).isEqualTo(200);
        assertThat(answers.get(1)).isIn(401, 409);
        assertThat(api.jdbc
                        .sql("select count(*) from api_token where role = 'admin' and revoked_at is null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theLastAdminIsNotRevokedAndAnUnknownTokenIsNotFound() throws Exception {
        Answer last = revoke(listed("admin-anna").path("id").asText());
        assertThat(last.status()).isEqualTo(409);
        assertThat(last.json().path("detail").asText()).contains("make another");
        assertThat(api.get(Role.ADMIN, PATH).status()).isEqualTo(200);
        assertThat(revoke("4711").status()).isEqualTo(404);
    }

    private static int result(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Answer create(String name, String role, Instant expires) throws Exception {
        return api.call(
                Role.ADMIN,
                "POST",
                PATH,
                "{\"name\":\"" + name + "\",\"role\":\"" + role + "\""
                        + (expires == null ? "" : ",\"expiresAt\":\"" + expires + "\"") + "}");
    }

    private Answer revoke(String id) throws Exception {
        return api.call(Role.ADMIN, "POST", PATH + "/" + id + "/revoke", null);
    }

    private JsonNode listed(String name) throws Exception {
        for (JsonNode one : api.get(Role.ADMIN, PATH).json().path("tokens")) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no token " + name);
    }

    private int as(String token, String method, String path, String body) throws Exception {
        return api.send(api.request(path)
                        .method(
                                method,
                                body == null
                                        ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                        : java.net.http.HttpRequest.BodyPublishers.ofString(body))
                        .header("Authorization", "Bearer " + token)
                        .build())
                .status();
    }
}
