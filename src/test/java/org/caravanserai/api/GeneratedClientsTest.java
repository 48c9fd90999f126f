package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.caravanserai.testing.HubChild;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients that openapi-generator makes of openapi.yaml ({@code mvn verify -Pclients}) against a real hub: each sets stock,
 * lists orders, confirms a parcel, and asks what became of what it sent. Without node and npm the one in TypeScript is skipped.
 */
@Tag("clients")
class GeneratedClientsTest {

    private static final Path GENERATED = Path.of("target/clients");
    private static final Path PROGRAMS = Path.of("src/test/clients").toAbsolutePath();
    /** The last one that runs on every Node that is looked after. */
    private static final String TYPESCRIPT = "typescript@5.6.3";

    @TempDir
    static Path home;

    private static HubChild hub;
    private static String token;

    @BeforeAll
    static void aHubWithAShop() throws Exception {
        Path secrets = Files.createDirectories(home.resolve("var/secrets/channels"));
        for (String what : new String[] {"webhook", "consumer-key", "consumer-secret"}) {
            Files.writeString(secrets.resolve("woocommerce-shop." + what), "secret");
        }
        hub = HubChild.start(home, Map.of());
        Pattern shown = Pattern.compile("admin token\\s+(\\S+)");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> shown.matcher(hub.output()).find());
        Matcher printed = shown.matcher(hub.output());
        assertThat(printed.find()).isTrue();
        token = printed.group(1);
        call("PUT", "/api/v1/locations/MAIN", "{\"name\":\"Main\"}");
        call("PUT", "/api/v1/items/SPADE-1", "{\"title\":\"Spade\"}");
        call(
                "POST",
                "/api/v1/accounts",
                "{\"channel\":\"woocommerce\",\"account\":\"shop\",\"baseUrl\":\"http://127.0.0.1:9\",\"mode\":\"live\",\"settings\":{\"shop\":\"garden\"}}");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void theJavaClientDoesAWarehousesWork() throws Exception {
        deliver("727");
        Path classes = Files.createDirectories(home.resolve("java-client"));
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PROGRAMS.resolve("UseTheHub.java").toString()));
        try (Stream<Path> sources = Files.walk(GENERATED.resolve("java/src/main/java"))) {
            sources.map(Path::toString).filter(one -> one.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("the generated client compiles")
                .isZero();

        String said = run(
                home,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + ":" + System.getProperty("java.class.path"),
                "UseTheHub",
                address(),
                token,
                "727");
        assertThat(said.lines())
                .containsExactly("count applied", "order 727 RELEASED 44.98", "parcel applied", "nobody 404");
    }

    @Test
    void theTypeScriptClientDoesAWarehousesWork() throws Exception {
        Assumptions.assumeTrue(there("node") && there("npm"), "there is no node or npm: the client is not run");
        deliver("728");
        Path project = Files.createDirectories(home.resolve("ts-client"));
        try (Stream<Path> sources = Files.walk(GENERATED.resolve("typescript"))) {
            for (Path file :
                    sources.filter(one -> one.toString().endsWith(".ts")).toList()) {
                Path copy = project.resolve("generated")
                        .resolve(GENERATED.resolve("typescript").relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.copy(PROGRAMS.resolve("use-the-hub.ts"), project.resolve("use-the-hub.ts"));
        Files.writeString(project.resolve("package.json"), "{\"private\":true}");
        run(project, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", TYPESCRIPT);
        run(
                project,
                "node",
                "node_modules/typescript/bin/tsc",
                "--strict",
                "--target",
                "es2022",
                "--module",
                "commonjs",
                "--lib",
                "es2022,dom",
                "--outDir",
                "out",
                "use-the-hub.ts");

        String said = run(project, "node", "out/use-the-hub.js", address(), token, "728");
        assertThat(said.lines())
                .containsExactly("count applied", "order 728 RELEASED 44.98", "parcel applied", "nobody 404");
    }

    private static boolean there(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** What it printed; fails with it when it ends with anything but 0. */
    private static String run(Path directory, String... command) throws Exception {
        Path log = Files.createTempFile(home, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES))
                .as(String.join(" ", command))
                .isTrue();
        String said = Files.readString(log);
        assertThat(process.exitValue())
                .as("%s: %s", String.join(" ", command), said)
                .isZero();
        return said;
    }

    private static String address() {
        return "http://127.0.0.1:" + hub.run().http();
    }

    private static void call(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address() + path))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** An order of the shop, under another number. */
    private static void deliver(String id) throws Exception {
        byte[] body = Files.readString(Path.of("transformers/woocommerce/fixtures/01-simple/request.v3.json"))
                .replaceFirst("\"id\": ?727", "\"id\": " + id)
                .replace("\"number\": \"727\"", "\"number\": \"" + id + "\"")
                .getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address() + "/webhooks/woocommerce/shop"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .header("Content-Type", "application/json")
                                .header("X-WC-Webhook-Topic", "order.created")
                                .header("X-WC-Webhook-Delivery-ID", "delivery-" + id)
                                .header(
                                        "X-WC-Webhook-Signature",
                                        Base64.getEncoder().encodeToString(mac.doFinal(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
