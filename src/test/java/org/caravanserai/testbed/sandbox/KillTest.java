package org.caravanserai.testbed.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox as a child process, killed without warning. */
class KillTest {

    @TempDir
    private Path directory;

    private record Child(Process process, int port) {}

    private Child start(URI hub) throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sandbox.class.getName(),
                        "--hub",
                        hub.toString(),
                        "--state",
                        directory.toString(),
                        "--time-factor",
                        "50",
                        "--channels",
                        "shopify")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("SANDBOX READY port=")) {
                return new Child(process, Integer.parseInt(line.substring("SANDBOX READY port=".length())));
            }
        }
        throw new IllegalStateException("the sandbox ended with " + process.waitFor());
    }

    private static JsonNode call(Child child, String method, String path, String body) throws Exception {
        return SandboxJson.parse(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + child.port() + "/control/" + path))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body());
    }

    @Test
    void whatWasAnsweredBeforeAKillIsThereAfterIt() throws Exception {
        try (FakeHub hub = new FakeHub()) {
            hub.answers(r -> 503);
            List<String> placed = new ArrayList<>();
            Child child = start(hub.uri());
            try {
                call(
                        child,
                        "POST",
                        "setup",
                        "{\"shops\":[{\"channel\":\"shopify\",\"shop\":\"demo\",\"listings\":"
                                + "[{\"sku\":\"A\",\"quantity\":100,\"price\":\"1.00\"}]}]}");
                for (int i = 0; i < 10; i++) {
                    placed.add(call(
                                    child,
                                    "POST",
                                    "orders",
                                    "{\"channel\":\"shopify\",\"shop\":\"demo\",\"order\":"
                                            + "{\"lines\":[{\"sku\":\"A\",\"quantity\":2}]}}")
                            .path("orderId")
                            .asText());
                }
            } finally {
                child.process().destroyForcibly().waitFor();
            }
            hub.answers(r -> 200);
            Child again = start(hub.uri());
            try {
                JsonNode ledger = call(again, "GET", "ledger", "");
                assertThat(Probe.stream(ledger.path("orders"))
                                .map(o -> o.path("orderId").asText()))
                        .containsExactlyElementsOf(placed);
                assertThat(ledger.at("/stock/0/shown").asInt()).isEqualTo(80);
                org.awaitility.Awaitility.await()
                        .untilAsserted(() -> assertThat(
                                        call(again, "GET", "ledger", "").path("orders"))
                                .allSatisfy(o -> assertThat(o.path("deliveries"))
                                        .anyMatch(d -> d.path("status").asInt() == 200)));
            } finally {
                again.process().destroyForcibly().waitFor();
            }
        }
    }
}
