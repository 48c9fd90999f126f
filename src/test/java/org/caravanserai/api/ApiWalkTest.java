package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of openapi.yaml, asked with odd ids, odd paths, wrong methods and parameters it does not have, byte for byte
 * over a socket: no answer is the hub's failure, and each refusal is a problem document.
 */
class ApiWalkTest {

    private static final List<String> ODD = List.of(
            "9223372036854775808",
            "9999999999999999999",
            "99999999999999999999999999999999999999",
            "0",
            "-1",
            "1.0",
            "1e3",
            "0x10",
            "%31%32",
            "%00",
            "%0d%0aX-Odd:%20odd",
            "%E2%80%AE1",
            "%ED%A0%80",
            "%C0%AF",
            "a".repeat(3000),
            "'%20or%201=1--",
            "%7B1%7D",
            "*",
            "null");

    private static final List<String> ODD_PATHS = List.of(
            "/./",
            "/../",
            "/%2e/",
            "/%2E%2e/",
            "/.;/",
            "//",
            "/%2f/",
            "/;x=1/",
            "/%5c/",
            "/..%2f/",
            "/%252e/",
            "/\u00e9/");

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND");

    private static ApiUnderTest api;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiUnderTest();
        api.addCatalogue();
        api.order(api.account("shopify", "main"), "6001", "#1001", Instant.parse("2026-11-23T10:00:00Z"));
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private record Said(int status, String head, String body) {}

    static Stream<Arguments> operations() throws Exception {
        List<Arguments> all = new ArrayList<>();
        new YAMLMapper()
                .readTree(new ApiContract().text())
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue().has("operationId")) {
                        all.add(Arguments.of(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), methods(path.getValue())));
                    }
                }));
        return all.stream();
    }

    private static Set<String> methods(JsonNode path) {
        Set<String> methods = new TreeSet<>();
        path.properties().forEach(one -> {
            if (one.getValue().has("operationId")) {
                methods.add(one.getKey().toUpperCase(Locale.ROOT));
            }
        });
        return methods;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOddIdIsTheCallersFault(String method, String path, Set<String> methods) throws Exception {
        for (String odd : ODD) {
            Said said = say(method, path.replaceAll("\\{[^}]+}", odd.replace("$", "\\$")), "{}");
            // what people name themselves may be a number
            if (path.contains("{") && (!path.matches(".*\\{(sku|code)}.*") || said.status >= 400)) {
                refused(said, method + " " + path + " with " + odd);
            } else {
                assertThat(said.status).isLessThan(500);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOddPathIsRefusedAndChangesNothing(String method, String path, Set<String> methods) throws Exception {
        String before = items();
        String plain = path.replaceAll("\\{[^}]+}", "1");
        for (String odd : ODD_PATHS) {
            for (String asked : List.of(
                    plain + odd, plain.replaceFirst("/v1/", "/v1" + odd), plain + odd.substring(0, odd.length() - 1))) {
                if (!asked.equals(plain)) {
                    refused(say(method, asked, "{}"), method + " " + asked);
                }
            }
        }
        assertThat(items()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aMethodThatThePathHasNotIsNamedWithThoseThatItHas(String method, String path, Set<String> methods)
            throws Exception {
        String plain = path.replaceAll("\\{[^}]+}", "1");
        for (String other : METHODS) {
            if (!methods.contains(other)) {
                Said said = say(other, plain, "");
                if (said.status == 405) {
                    assertThat(said.head.lines().filter(line -> line.startsWith("Allow:")))
                            .as("%s %s", other, plain)
                            .containsExactly("Allow: " + String.join(", ", methods));
                } else {
                    // what the web server itself does not take
                    assertThat(said.status).as("%s %s", other, plain).isIn(400, 501);
                    assertThat(other).isEqualTo("CONNECT");
                }
                if (!other.equals("HEAD")) {
                    refused(said, other + " " + plain);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aParameterThatItHasNotIsNamed(String method, String path, Set<String> methods) throws Exception {
        if (path.equals("/openapi.yaml")) {
            return;
        }
        String plain = path.replaceAll("\\{(account|channel)}", "shopify").replaceAll("\\{[^}]+}", "1");
        Said said = say(method, plain + "?lim%69ts=5", "{}");
        assertThat(said.status).as(said.body).isEqualTo(400);
        assertThat(refused(said, plain).path("errors").findValuesAsText("pointer"))
                .as(said.body)
                .contains("limits");
        for (String query : List.of(
                "a=1&a=2",
                "limit=99999999999999999999",
                "limit=-0",
                "cursor=" + "A".repeat(5000),
                "cursor=KzEwMDAwMDAwMDAtMDEtMDFUMDA6MDA6MDBaHzE",
                "receivedFrom=9999-12-31T23:59:60Z",
                "receivedFrom=%2B99999-01-01T00:00:00Z",
                "orderId=9999999999999999999",
                "eventId=9999999999999999999",
                "q=%00",
                "%ZZ=1",
                "=",
                "&&&",
                "x".repeat(7000))) {
            Said odd = say(method, plain + "?" + query, "{}");
            assertThat(odd.status).as("%s %s?%s", method, plain, query).isLessThan(500);
            if (odd.status >= 400) {
                refused(odd, plain + "?" + query);
            }
        }
    }

    @Test
    void theAddressOfARequestIsAtMostAsLongAsTheServerTakes() throws Exception {
        Said said = say("GET", "/api/v1/items/" + "a".repeat(100_000), "");
        assertThat(said.status).isIn(414, 431);
        refused(said, "a long address");
    }

    private static String items() {
        return api.jdbc
                .sql("select coalesce(string_agg(sku, ',' order by sku), '') from item")
                .query(String.class)
                .single();
    }

    /** The problem document. */
    private static JsonNode refused(Said said, String what) throws Exception {
        assertThat(said.status).as("%s: %s", what, said.body).isBetween(400, 499);
        assertThat(said.head.toLowerCase(Locale.ROOT)).as(what).contains("content-type: application/problem+json");
        JsonNode problem = Json.MAPPER.readTree(said.body);
        assertThat(problem.path("status").asInt()).as(what).isEqualTo(said.status);
        assertThat(problem.path("title").asText()).as(what).isNotEmpty();
        assertThat(said.body).as(what).doesNotContain("Exception", "\tat ");
        return problem;
    }

    /** One request on a connection of its own, as an admin. */
    private static Said say(String method, String target, String body) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", api.port())) {
            socket.setSoTimeout(20_000);
            String request =
                    method + " " + target + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer "
                            + api.tokens.get(Role.ADMIN) + "\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
                String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                int end = answer.indexOf("\r\n\r\n");
                String head = end < 0 ? answer : answer.substring(0, end).replace("\r", "");
                return new Said(
                        Integer.parseInt(head.replaceFirst("(?s)HTTP/1\\.1 (\\d+).*", "$1")),
                        head,
                        end < 0 ? "" : answer.substring(end + 4));
            }
        }
    }
}
