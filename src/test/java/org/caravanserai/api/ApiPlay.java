package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.caravanserai.api.ApiUnderTest.Answer;
import org.caravanserai.channel.FakeChannel;
import org.caravanserai.testing.RoutePlay;

/**
 * Each operation of the API: who may not call it is refused, a wrong request is named as such before anything is looked at,
 * and a good one does what it says. Every answer is held against openapi.yaml on the way.
 */
public final class ApiPlay implements RoutePlay {

    private static final String COUNT =
            "{\"reference\":\"%s\",\"asOf\":\"2026-11-23T09:00:00Z\",\"levels\":[{\"sku\":\"MUG\",\"location\":\"MAIN\",\"onHand\":7}]}";
    private static final String PARCEL =
            "{\"reference\":\"%s\",\"dispatchId\":\"77\",\"shippedAt\":\"2026-11-23T09:00:00Z\",\"parcels\":[{\"carrier\":\"ups\",\"trackingNumber\":\"1Z\","
                    + "\"lines\":[{\"line\":1,\"quantity\":1}]}]}";
    private static final String WISH = "{\"reference\":\"%s\",\"order\":{\"hubOrderId\":\"%s\"},\"reason\":\"buyer\"}";
    private static final String CONNECT =
            "{\"channel\":\"shopify\",\"account\":\"south\",\"baseUrl\":\"http://127.0.0.1:1/south\",\"mode\":\"shadow\",\"settings\":{\"location\":\"%s\"}}";

    private final ApiUnderTest api = new ApiUnderTest();
    private final int account = api.account("shopify", "north");
    private final long order = api.order(account, "6001", "#1001", Instant.parse("2026-11-23T10:00:00Z"));
    private int turn;

    public ApiPlay() throws Exception {
        api.jdbc
                .sql("insert into location (code, name) values ('MAIN', 'Main')")
                .update();
        api.jdbc.sql("insert into item (sku) values ('MUG')").update();
        api.jdbc
                .sql("insert into stock (sku, location, on_hand) values ('MUG', 'MAIN', 3)")
                .update();
    }

    @Override
    public void play(String file, Duration patience) throws Exception {
        turn++;
        api.routes();
        switch (file.replaceFirst(".*/", "").replace(".camel.yaml", "")) {
            case "find-accounts", "connect-account", "set-account-mode", "pause-account", "resume-account" ->
                accounts();
            case "test-account" -> probe();
            case "import-order" -> imports();
            case "recover-account" -> recovery();
            case "preview-publication", "confirm-publication" -> publication();
            case "get-contract", "answer-unknown", "api-problems" -> contract();
            case "find-exceptions", "get-exception", "retry-exception" -> exceptions();
            case "resolve-exception", "dismiss-exception", "comment-exception", "assign-exception" -> casesOfPeople();
            case "get-exception-payload" -> payload();
            case "post-shipment", "post-cancellation" -> fulfilment();
            case "find-items", "get-item", "put-item" -> items();
            case "find-locations", "get-location", "put-location" -> locations();
            case "get-event" -> events();
            case "find-orders", "get-order", "trace-order" -> orders();
            case "find-stock", "put-stock" -> stock();
            case "find-broker-logins", "create-broker-login", "rotate-broker-login", "revoke-broker-login" -> logins();
            case "find-tokens", "create-token", "revoke-token" -> tokens();
            default -> throw new AssertionError("nobody plays " + file);
        }
    }

    /** The refusals that every operation shares. @param wrong a query or body that the contract does not know */
    private void refuses(Role least, String method, String path, String query, String wrong) throws Exception {
        assertThat(api.call(null, method, path, wrong).status())
                .as("%s %s by a stranger", method, path)
                .isEqualTo(401);
        if (least != Role.VIEWER) {
            Role below = Role.values()[least.ordinal() - 1];
            assertThat(below.covers(least)).isFalse();
            assertThat(api.call(below, method, path, wrong).status())
                    .as("%s %s as %s", method, path, below)
                    .isEqualTo(403);
        }
        Answer answer = api.call(Role.ADMIN, method, path + query, wrong);
        assertThat(answer.status()).as("%s %s asked wrongly", method, path).isEqualTo(400);
        assertThat(answer.json().path("errors")).isNotEmpty();
    }

    private JsonNode reads(String path) throws Exception {
        refuses(Role.VIEWER, "GET", path, "?odd=1", null);
        Answer answer = api.get(Role.VIEWER, path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.json();
    }

    private void accounts() throws Exception {
        assertThat(reads("/api/v1/accounts").at("/accounts/0/account").asText()).isEqualTo("north");
        refuses(Role.ENGINEER, "POST", "/api/v1/accounts", "", CONNECT.replace("\"settings\"", "\"odd\""));
        assertThat(ok(api.call(Role.ENGINEER, "POST", "/api/v1/accounts", CONNECT.formatted(turn)))
                        .at("/settings/location")
                        .asText())
                .isEqualTo(Integer.toString(turn));
        String one = "/api/v1/accounts/shopify/south/";
        refuses(Role.ENGINEER, "PUT", one + "mode", "", "{\"mode\":\"odd\"}");
        assertThat(ok(api.call(Role.ENGINEER, "PUT", one + "mode", "{\"mode\":\"off\"}"))
                        .path("mode")
                        .asText())
                .isEqualTo("off");
        for (String word : List.of("pause", "resume")) {
            refuses(Role.OPERATOR, "POST", one + word, "?odd=1", null);
            assertThat(ok(api.call(Role.OPERATOR, "POST", one + word, null))
                            .path("paused")
                            .asBoolean())
                    .isEqualTo(word.equals("pause"));
        }
    }

    private void probe() throws Exception {
        try (FakeChannel shop = new FakeChannel()) {
            Files.writeString(api.secrets.resolve("woocommerce-probe.consumer-key"), "ck_1\n");
            Files.writeString(api.secrets.resolve("woocommerce-probe.consumer-secret"), "cs_1\n");
            ok(api.call(
                    Role.ENGINEER,
                    "POST",
                    "/api/v1/accounts",
                    "{\"channel\":\"woocommerce\",\"account\":\"probe\",\"baseUrl\":\"" + shop.url() + "\"}"));
            String path = "/api/v1/accounts/woocommerce/probe/test";
            refuses(Role.ENGINEER, "POST", path, "?odd=1", null);
            assertThat(shop.asked()).isEmpty();
            shop.json(200, "[]");
            JsonNode well = ok(api.call(Role.ENGINEER, "POST", path, null));
            assertThat(well.path("ok").asBoolean()).as(well.toString()).isTrue();
            assertThat(shop.asked())
                    .singleElement()
                    .satisfies(call -> assertThat(call.method()).isEqualTo("GET"));
            shop.json(401, "{'code':'woocommerce_rest_cannot_view'}");
            JsonNode refused = ok(api.call(Role.ENGINEER, "POST", path, null));
            assertThat(refused.path("ok").asBoolean()).isFalse();
            assertThat(refused.path("status").asInt()).isEqualTo(401);
            assertThat(refused.path("message").asText()).isEqualTo("the channel refuses our credentials (401)");
        }
    }

    private void imports() throws Exception {
        String path = "/api/v1/accounts/shopify/north/imports";
        String wish = "{\"reference\":\"i%s\",\"orderId\":\"7001\",\"reason\":\"the shop has it\"}";
        refuses(Role.OPERATOR, "POST", path, "?odd=1", wish.formatted("odd"));
        Answer taken = api.call(Role.OPERATOR, "POST", path, wish.formatted(turn));
        accepted("order", taken);
        assertThat(taken.response().headers().firstValue("Location"))
                .hasValue("/api/v1/events/" + taken.json().path("eventId").asText());
    }

    private void recovery() throws Exception {
        String path = "/api/v1/accounts/shopify/north/recovery";
        String wish = "{\"since\":\"2026-11-2%dT09:00:00Z\",\"reason\":\"lost\"}";
        refuses(Role.OPERATOR, "POST", path, "?odd=1", wish.formatted(2));
        assertThat(ok(api.call(Role.OPERATOR, "POST", path, wish.formatted(2)))
                        .at("/recovery/since")
                        .asText())
                .isEqualTo("2026-11-22T09:00:00Z");
    }

    private void publication() throws Exception {
        String path = "/api/v1/accounts/shopify/north/publication";
        assertThat(reads(path).at("/figures/listings").asInt()).isZero();
        refuses(Role.ENGINEER, "POST", path, "?odd=1", null);
        assertThat(ok(api.call(Role.ENGINEER, "POST", path, null))
                        .path("stockConfirmedAt")
                        .asText())
                .isNotEmpty();
    }

    private void contract() throws Exception {
        Answer answer = api.get(null, "/openapi.yaml");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).startsWith("openapi: 3.0.3");
        Answer unknown = api.get(Role.ADMIN, "/api/v1/nothing");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(api.get(null, "/api/v1/stock").status()).isEqualTo(401);
    }

    private void exceptions() throws Exception {
        long id = api.openCase(account, order);
        assertThat(reads("/api/v1/exceptions").path("cases")).isNotEmpty();
        assertThat(reads("/api/v1/exceptions/" + id).path("code").asText()).isEqualTo("mapping.unknown_sku");
        String retry = "/api/v1/exceptions/" + id + "/retry";
        refuses(Role.OPERATOR, "POST", retry, "?odd=1", null);
        assertThat(api.call(Role.OPERATOR, "POST", retry, null).status()).isEqualTo(202);
        assertThat(api.call(Role.OPERATOR, "POST", retry, null).status()).isEqualTo(200);
        assertThat(events("redrive", "case/" + id)).isEqualTo(1);
    }

    private void casesOfPeople() throws Exception {
        Map<String, String> bodies = Map.of(
                "comment", "{\"text\":\"odd\"}",
                "assign", "{\"assignee\":\"viewer-anna\"}",
                "resolve", "{\"note\":\"done\"}",
                "dismiss", "{\"reason\":\"nothing to do\"}");
        for (Map.Entry<String, String> one : bodies.entrySet()) {
            String path = "/api/v1/exceptions/" + api.openCase(account, order) + "/" + one.getKey();
            refuses(Role.OPERATOR, "POST", path, "", one.getValue().replace("{", "{\"odd\":1,"));
            assertThat(ok(api.call(Role.OPERATOR, "POST", path, one.getValue()))
                            .at("/history/0/actor")
                            .asText())
                    .isEqualTo("user:operator-anna");
        }
    }

    private void payload() throws Exception {
        long id = api.openCase(account, order);
        String path = "/api/v1/exceptions/" + id + "/payload";
        refuses(Role.OPERATOR, "GET", path, "?odd=1", null);
        assertThat(api.get(Role.OPERATOR, path).status()).as("about no event").isEqualTo(404);
        api.jdbc.sql("""
                insert into inbox (id, account_id, kind, source, lane, body, received_at)
                values (?, ?, 'order', 'webhook', 1, ?, '2026-11-23T12:00:00Z')""").params(id, account, "{}".getBytes()).update();
        api.jdbc
                .sql("update exception_case set inbox_id = id where id = ?")
                .param(id)
                .update();
        assertThat(ok(api.get(Role.OPERATOR, path)).path("payload").asText()).isEqualTo("{}");
    }

    private void fulfilment() throws Exception {
        refuses(Role.OPERATOR, "POST", "/api/v1/shipments", "?odd=1", PARCEL.formatted("odd"));
        accepted("shipment", api.call(Role.OPERATOR, "POST", "/api/v1/shipments", PARCEL.formatted("s" + turn)));
        refuses(Role.OPERATOR, "POST", "/api/v1/cancellations", "?odd=1", WISH.formatted("k", order));
        accepted("cancel", api.call(Role.OPERATOR, "POST", "/api/v1/cancellations", WISH.formatted("k" + turn, order)));
    }

    private void items() throws Exception {
        assertThat(reads("/api/v1/items").path("items")).isNotEmpty();
        assertThat(reads("/api/v1/items/MUG").path("sku").asText()).isEqualTo("MUG");
        refuses(Role.ENGINEER, "PUT", "/api/v1/items/CUP", "", "{\"odd\":1}");
        assertThat(ok(api.call(Role.ENGINEER, "PUT", "/api/v1/items/CUP", "{\"title\":\"Cup " + turn + "\"}"))
                        .path("title")
                        .asText())
                .isEqualTo("Cup " + turn);
    }

    private void locations() throws Exception {
        assertThat(reads("/api/v1/locations").path("locations")).isNotEmpty();
        assertThat(reads("/api/v1/locations/MAIN").path("name").asText()).isEqualTo("Main");
        refuses(Role.ENGINEER, "PUT", "/api/v1/locations/WEST", "", "{\"odd\":1}");
        assertThat(ok(api.call(Role.ENGINEER, "PUT", "/api/v1/locations/WEST", "{\"name\":\"West " + turn + "\"}"))
                        .path("name")
                        .asText())
                .isEqualTo("West " + turn);
    }

    private void orders() throws Exception {
        assertThat(reads("/api/v1/orders").path("orders")).isNotEmpty();
        JsonNode seen = reads("/api/v1/orders/" + order);
        assertThat(seen.path("personalState").asText()).isEqualTo("hidden");
        assertThat(ok(api.get(Role.OPERATOR, "/api/v1/orders/" + order))
                        .at("/personal/buyer/name")
                        .asText())
                .isEqualTo("Jane Doe");
        assertThat(reads("/api/v1/orders/" + order + "/trace").path("entries")).isNotEmpty();
    }

    private void events() throws Exception {
        Answer count = api.call(Role.OPERATOR, "PUT", "/api/v1/stock", COUNT.formatted("e" + turn));
        JsonNode seen = reads("/api/v1/events/" + count.json().path("eventId").asText());
        assertThat(seen.path("kind").asText()).isEqualTo("stock");
        assertThat(seen.path("state").asText()).isEqualTo("received");
    }

    private void stock() throws Exception {
        assertThat(reads("/api/v1/stock").at("/levels/0/onHand").asInt()).isEqualTo(3);
        refuses(Role.OPERATOR, "PUT", "/api/v1/stock", "", COUNT.replace("\"levels\"", "\"odd\""));
        accepted("stock", api.call(Role.OPERATOR, "PUT", "/api/v1/stock", COUNT.formatted("c" + turn)));
    }

    private void tokens() throws Exception {
        refuses(Role.ADMIN, "GET", "/api/v1/tokens", "?odd=1", null);
        assertThat(ok(api.get(Role.ADMIN, "/api/v1/tokens")).path("tokens")).isNotEmpty();
        refuses(Role.ADMIN, "POST", "/api/v1/tokens", "", "{\"name\":\"erp\",\"role\":\"odd\"}");
        Answer made =
                api.call(Role.ADMIN, "POST", "/api/v1/tokens", "{\"name\":\"erp " + turn + "\",\"role\":\"viewer\"}");
        assertThat(made.status()).isEqualTo(201);
        String revoke = "/api/v1/tokens/" + made.json().path("id").asText() + "/revoke";
        refuses(Role.ADMIN, "POST", revoke, "?odd=1", null);
        assertThat(ok(api.call(Role.ADMIN, "POST", revoke, null)).path("state").asText())
                .isEqualTo("revoked");
    }

    private void logins() throws Exception {
        String path = "/api/v1/broker-logins";
        refuses(Role.ADMIN, "GET", path, "?odd=1", null);
        refuses(Role.ADMIN, "POST", path, "", "{\"role\":\"odd\"}");
        Answer made = api.call(
                Role.ADMIN,
                "POST",
                path,
                "{\"login\":\"east-" + turn + "\",\"role\":\"warehouse\",\"location\":\"MAIN\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(ok(api.get(Role.ADMIN, path)).path("logins")).isNotEmpty();
        String one = path + "/east-" + turn;
        refuses(Role.ADMIN, "POST", one + "/rotate", "?odd=1", null);
        assertThat(ok(api.call(Role.ADMIN, "POST", one + "/rotate", null)).path("password"))
                .isNotEqualTo(made.json().path("password"));
        refuses(Role.ADMIN, "POST", one + "/revoke", "?odd=1", null);
        assertThat(ok(api.call(Role.ADMIN, "POST", one + "/revoke", null))
                        .path("revokedBy")
                        .asText())
                .isEqualTo("user:admin-anna");
    }

    private static JsonNode ok(Answer answer) throws Exception {
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private void accepted(String kind, Answer answer) throws Exception {
        assertThat(answer.status()).isEqualTo(202);
        assertThat(api.jdbc
                        .sql("select kind from inbox where id = ?")
                        .param(Long.valueOf(answer.json().path("eventId").asText()))
                        .query(String.class)
                        .single())
                .isEqualTo(kind);
    }

    private long events(String kind, String reference) {
        return api.jdbc
                .sql("select count(*) from inbox where kind = ? and convert_from(body, 'UTF8') like ?")
                .params(kind, "%\"" + reference.replaceAll("\\D", "") + "\"%")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() throws Exception {
        api.close();
    }
}
