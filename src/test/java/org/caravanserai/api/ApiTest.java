package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Route;
import org.caravanserai.api.ApiUnderTest.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for every operation: the contract, refused requests, headers; every answer is held against openapi.yaml on the way. */
class ApiTest {

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
    void everyOperationHasItsRouteAndEveryRouteItsOperation() throws Exception {
        Set<String> operations = new TreeSet<>();
        JsonNode paths = new com.fasterxml.jackson.dataformat.yaml.YAMLMapper()
                .readTree(new ApiContract().text())
                .path("paths");
        paths.forEach(path -> path.forEach(operation -> {
            if (operation.has("operationId")) {
                operations.add(operation.path("operationId").asText());
            }
        }));
        Set<String> routes = new TreeSet<>(
                api.camel.getRoutes().stream().map(Route::getRouteId).toList());
        routes.removeAll(Set.of("answer-unknown", "call-channel"));
        assertThat(routes).isEqualTo(operations);
    }

    @Test
    void theContractIsHandedOutToEverybody() throws Exception {
        Answer answer = api.get(null, "/openapi.yaml");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).startsWith("openapi: 3.0.3");
    }

    @Test
    void anUnknownPathOrMethodIsAProblemToo() throws Exception {
        for (String path : List.of(
                "/api/v1/nothing", "/api/v1/", "/api/v1/orders/1/2/3", "/api/v1/orders/" + order + "/trace/x")) {
            Answer answer = api.get(Role.ADMIN, path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        Answer deleted = api.call(Role.ADMIN, "DELETE", "/api/v1/orders/" + order, null);
        assertThat(deleted.status()).isEqualTo(405);
        assertThat(deleted.response().headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void aFilterThatIsNotKnownOrNotUnderstoodIsRefused() throws Exception {
        for (String query : List.of(
                "stat=SHIPPED",
                "state=shipped",
                "limit=0",
                "limit=501",
                "limit=x",
                "sort=number;drop",
                "cursor=%25",
                "cursor=AAAA",
                "receivedFrom=yesterday",
                "openCase=maybe",
                "q=",
                "q=a&q=b",
                "channel=UP%00",
                "q=%ZZ")) {
            Answer answer = api.get(Role.VIEWER, "/api/v1/orders?" + query.replace("%ZZ", "%25ZZ"));
            assertThat(answer.status()).as(query).isIn(query.equals("q=%ZZ") ? List.of(200) : List.of(400));
        }
    }

    @Test
    void textForTheDatabaseStaysText() throws Exception {
        for (String q : List.of("';select pg_sleep(5)--", "1 or 1=1", "\\'; drop table orders; --", ":q", "?")) {
            String escaped = java.net.URLEncoder.encode(q, java.nio.charset.StandardCharsets.UTF_8);
            assertThat(api.get(Role.VIEWER, "/api/v1/orders?q=" + escaped)
                            .json()
                            .path("orders"))
                    .as(q)
                    .isEmpty();
            assertThat(api.get(Role.VIEWER, "/api/v1/stock?sku=" + escaped)
                            .json()
                            .path("levels"))
                    .as(q)
                    .isEmpty();
            assertThat(api.get(
                                    Role.VIEWER,
                                    "/api/v1/items/"
                                            + escaped.replace("+", "%20").replace("%5C", "x"))
                            .status())
                    .as(q)
                    .isEqualTo(404);
        }
    }

    @Test
    void eachWrongValueOfABodyIsNamed() throws Exception {
        Answer answer = api.call(
                Role.OPERATOR,
                "PUT",
                "/api/v1/stock",
                "{\"reference\":\"\",\"asOf\":\"today\",\"levels\":[{\"sku\":\"MUG\",\"location\":\"main\",\"onHand\":-1,\"x\":1}]}");
        assertThat(answer.status()).isEqualTo(400);
        List<String> pointers = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> pointers.add(error.path("pointer").asText()));
        assertThat(pointers).as("levels are judged one by one, later").containsExactlyInAnyOrder("/reference", "/asOf");
    }

    @Test
    void aBodyThatIsNoGoodJsonIsRefused() throws Exception {
        String deep = "[".repeat(500) + "]".repeat(500);
        for (String body : List.of(
                "{",
                "",
                "null",
                "[]",
                "\"x\"",
                "{\"reference\":\"a\",\"reference\":\"b\"}",
                deep,
                "{} {}",
                "{\"onHand\":1" + "0".repeat(2000) + "}")) {
            assertThat(api.call(Role.OPERATOR, "PUT", "/api/v1/stock", body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(api.call(Role.OPERATOR, "PUT", "/api/v1/stock", "x".repeat(ApiUnderTest.MOST_BYTES + 1))
                        .status())
                .isEqualTo(413);
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "application/x-java-serialized-object")) {
            Answer answer = api.send(api.request("/api/v1/stock")
                    .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                    .header("Content-Type", type)
                    .header("Authorization", "Bearer " + api.tokens.get(Role.OPERATOR))
                    .build());
            assertThat(answer.status()).as(type).isEqualTo(415);
        }
        Answer zipped = api.send(api.request("/api/v1/stock")
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .header("Authorization", "Bearer " + api.tokens.get(Role.OPERATOR))
                .build());
        assertThat(zipped.status()).isEqualTo(415);
    }

    @Test
    void noHeaderOfARequestComesBack() throws Exception {
        Answer answer = api.send(api.request("/api/v1/locations?")
                .GET()
                .header("Authorization", "Bearer " + api.tokens.get(Role.VIEWER))
                .header("CamelHttpResponseCode", "299")
                .header("X-Odd", "odd")
                .build());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().map())
                .doesNotContainKeys("x-odd", "authorization", "camelhttpresponsecode")
                .containsKey("cache-control");
    }
}
