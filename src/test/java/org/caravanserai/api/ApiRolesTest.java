package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every role at every endpoint of the contract: who is below its x-role is refused before anything is looked at. */
class ApiRolesTest {

    private static ApiUnderTest api;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiUnderTest();
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    static Stream<Arguments> operations() throws Exception {
        List<Arguments> all = new ArrayList<>();
        JsonNode paths = new YAMLMapper().readTree(new ApiContract().text()).path("paths");
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().has("x-role")) {
                        String address = path.getKey()
                                .replace("{orderId}", "1")
                                .replace("{caseId}", "1")
                                .replace("{eventId}", "1")
                                .replace("{tokenId}", "999999999")
                                .replace("{login}", "nobody")
                                .replace("{sku}", "NONE")
                                .replace("{code}", "NONE")
                                .replace("{channel}", "none")
                                .replace("{account}", "none");
                        all.add(Arguments.of(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                address,
                                Role.of(operation.getValue().path("x-role").asText())));
                    }
                }));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationTakesItsRoleAndThoseAbove(String method, String path, Role needed) throws Exception {
        for (Role role : Role.values()) {
            int status = api.call(
                            role,
                            method,
                            path,
                            method.equals("GET") || path.matches(".*/(retry|pause|resume|revoke|rotate)") ? null : "{}")
                    .status();
            if (role.covers(needed)) {
                assertThat(status).as("%s %s as %s", method, path, role).isIn(200, 202, 400, 404);
            } else {
                assertThat(status).as("%s %s as %s", method, path, role).isEqualTo(403);
            }
        }
        assertThat(api.call(null, method, path, null).status()).isEqualTo(401);
    }

    @Test
    void everyOperationOfTheApiNamesItsRole() throws Exception {
        List<String> without = new ArrayList<>();
        new YAMLMapper()
                .readTree(new ApiContract().text())
                .path("paths")
                .forEach(path -> path.forEach(operation -> {
                    if (operation.has("operationId") && !operation.has("x-role")) {
                        without.add(operation.path("operationId").asText());
                    }
                }));
        assertThat(without).containsExactly("get-contract");
    }

    @Test
    void aTokenThatIsUnknownExpiredOrRevokedIsNone() throws Exception {
        String expired = made("expired");
        String revoked = made("revoked");
        api.jdbc
                .sql("update api_token set expires_at = ? where name = 'expired'")
                .param(api.clock.instant().minusSeconds(1).atOffset(ZoneOffset.UTC))
                .update();
        api.jdbc
                .sql("update api_token set revoked_at = ?, revoked_by = 'user:anna' where name = 'revoked'")
                .param(api.clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        for (String header : List.of(
                "Bearer hub_unknown",
                "Bearer ",
                "Bearer " + expired,
                "Bearer " + revoked,
                "Basic YTpi",
                api.tokens.get(Role.ADMIN),
                "Bearer x" + api.tokens.get(Role.ADMIN))) {
            assertThat(api.send(api.request("/api/v1/locations")
                                    .GET()
                                    .header("Authorization", header)
                                    .build())
                            .status())
                    .as(header)
                    .isEqualTo(401);
        }
        var twice = api.request("/api/v1/locations")
                .GET()
                .header("Authorization", "Bearer " + api.tokens.get(Role.ADMIN))
                .header("Authorization", "Bearer " + api.tokens.get(Role.VIEWER))
                .build();
        assertThat(api.send(twice).status()).isEqualTo(401);
        assertThat(api.call(Role.ADMIN, "GET", "/api/v1/locations", null).status())
                .isEqualTo(200);
    }

    private static String made(String name) {
        return new ApiTokens(api.jdbc, api.ids, api.clock)
                .create(name, Role.ADMIN, null, "user:anna")
                .text();
    }

    @Test
    void theFirstAdminsTokenIsMadeOnceAndOnlyWhereThereIsNone() {
        try (TestDatabase empty = TestDatabase.fresh()) {
            JdbcClient jdbc = JdbcClient.create(empty.dataSource());
            ApiTokens tokens = new ApiTokens(
                    jdbc,
                    new IdBlocks(
                            () -> jdbc.sql("select nextval('hub_id')")
                                    .query(Long.class)
                                    .single(),
                            1000),
                    TestClock.standing());
            String token = tokens.firstAdmin().orElseThrow();
            assertThat(tokens.find(token))
                    .hasValueSatisfying(caller -> assertThat(caller.role()).isEqualTo(Role.ADMIN));
            assertThat(tokens.firstAdmin()).isEmpty();
        }
    }

    @Test
    void aTokenIsStoredAsItsHashOnly() {
        String token = api.tokens.get(Role.ADMIN);
        assertThat(api.jdbc
                        .sql(
                                "select count(*) from api_token where position(convert_to(?, 'UTF8') in hash) > 0 or name = ?")
                        .params(token, token)
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
