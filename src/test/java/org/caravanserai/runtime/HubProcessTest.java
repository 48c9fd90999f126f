package org.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.Json;
import org.caravanserai.runtime.home.HubExit;
import org.caravanserai.runtime.home.RunFile;
import org.caravanserai.runtime.home.SecretFiles;
import org.caravanserai.testing.HubChild;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real hubs in JVMs of their own: start, stop, kill. */
class HubProcessTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path home;

    private Map<String, String> settings;

    @BeforeEach
    void noRoutes() throws IOException {
        settings = Map.of(
                "hub.routes", Files.createDirectories(home.resolve("no-routes")).toString());
    }

    @Test
    void aStoppedHubLeavesNothingRunningAndAnsweredHealthBefore() throws Exception {
        try (HubChild hub = HubChild.start(home, settings)) {
            RunFile run = hub.run();
            assertThat(status(run.management(), "/observe/health/live")).isEqualTo(200);
            JsonNode health = Json.MAPPER.readTree(
                    get(run.management(), "/observe/health").body());
            assertThat(health.get("status").asText()).isEqualTo("UP");
            assertThat(health.get("checks").findValuesAsText("name"))
                    .contains("database", "broker", "owner", "context");
            assertThat(get(run.management(), "/observe/metrics").body()).contains("jvm_memory_used_bytes");
            assertThat(status(run.http(), "/observe/health")).isEqualTo(404);
            assertThat(status(run.http(), "/hawtio/")).isEqualTo(404);

            assertThat(hub.stop()).isEqualTo(143);

            assertThat(ProcessHandle.of(run.databasePid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(home.resolve("var/run.json")).doesNotExist();
        }
    }

    @Test
    void theHubStartsWithTheRoutesOfTheProgramAndIsReady() throws Exception {
        try (HubChild hub = HubChild.start(home, Map.of())) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(get(hub.run().management(), "/observe/health/ready")
                                    .body())
                            .doesNotContain("DOWN", "UNKNOWN"));
            assertThat(status(hub.run().http(), "/webhooks/shopify/nobody")).isEqualTo(405);
            assertThat(status(hub.run().http(), "/api/v1/orders")).isEqualTo(401);
            for (String directory : List.of("var", "var/in", "var/log", "var/broker", "var/secrets")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(directory))))
                        .as(directory)
                        .isEqualTo("rwx------");
            }
            assertThat(hub.stop()).isEqualTo(143);
            assertThat(hub.output()).doesNotContain(" ERROR ");
        }
    }

    @Test
    void afterKillNineTheNextHubOfThisHomeStartsAndWhatWasCommittedIsThere() throws SQLException {
        HubChild first = HubChild.start(home, settings);
        execute(first.run(), "insert into location (code, name) values ('MAIN', 'kept')");
        long owner = first.run().owner();
        first.kill();

        try (HubChild second = HubChild.start(home, settings)) {
            assertThat(query(second.run(), "select name from location where code = 'MAIN'"))
                    .isEqualTo("kept");
            assertThat(second.run().owner()).isNotEqualTo(owner);
            assertThat(query(second.run(), "show fsync")).isEqualTo("on");
            assertThat(query(second.run(), "show synchronous_commit")).isEqualTo("on");
            assertThat(query(second.run(), "show full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void postgresEndsByItselfWhenItsHubWasKilled() {
        HubChild hub = HubChild.start(home, settings);
        long postmaster = hub.run().databasePid();
        hub.kill();

        await().atMost(Duration.ofSeconds(30)).until(() -> !Files.exists(home.resolve("var/postgres/postmaster.pid")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ProcessHandle.of(postmaster)
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
    }

    @Test
    void aPostgresThatLostItsWatchdogTooIsStoppedByTheNextHub() throws Exception {
        HubChild first = HubChild.start(home, settings);
        execute(first.run(), "insert into location (code, name) values ('MAIN', 'kept')");
        long postmaster = first.run().databasePid();
        first.freeze();
        watchdogs(first).forEach(ProcessHandle::destroyForcibly);
        first.kill();
        assertThat(ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive)).isPresent();

        try (HubChild second = HubChild.start(home, settings)) {
            assertThat(second.output()).contains("stopping the PostgreSQL (process " + postmaster + ")");
            assertThat(query(second.run(), "select name from location where code = 'MAIN'"))
                    .isEqualTo("kept");
        }
    }

    @Test
    void aWatchdogThatIsKilledIsReplaced() throws SQLException {
        try (HubChild hub = HubChild.start(home, settings)) {
            execute(hub.run(), "insert into location (code, name) values ('MAIN', 'kept')");
            watchdogs(hub).forEach(ProcessHandle::destroyForcibly);

            await().atMost(Duration.ofSeconds(60)).until(() -> hub.output().contains("PostgreSQL is back"));
            assertThat(watchdogs(hub)).isNotEmpty();
            assertThat(query(hub.run(), "select name from location where code = 'MAIN'"))
                    .isEqualTo("kept");
        }
    }

    private static List<ProcessHandle> watchdogs(HubChild hub) {
        return hub.process()
                .descendants()
                .filter(child -> child.info().command().orElse("").matches(".*/(sh|dash|bash|busybox)"))
                .toList();
    }

    @Test
    void aKilledPostgresComesBackUnderTheRunningHub() throws SQLException {
        try (HubChild hub = HubChild.start(home, settings)) {
            execute(hub.run(), "insert into location (code, name) values ('MAIN', 'kept')");
            ProcessHandle.of(hub.run().databasePid()).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> query(hub.run(), "select name from location where code = 'MAIN'")
                            .equals("kept"));
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> status(hub.run().management(), "/observe/health/ready") == 200);
            await().atMost(Duration.ofSeconds(30)).until(() -> hub.output().contains("the owner's lock is held again"));
        }
    }

    @Test
    void aSecondHubInTheSameHomeAndATakenPortAreRefusedInOneSentence() throws Exception {
        try (HubChild hub = HubChild.start(home, settings)) {
            assertThat(ended(HubChild.launch(home, settings))).isEqualTo(HubExit.CONFIGURATION);
            assertThat(hub.output())
                    .contains("another hub (process " + hub.process().pid() + ") works in " + home);
            assertThat(hub.run().pid()).isEqualTo(hub.process().pid());
        }
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            HubChild refused = HubChild.launch(
                    home,
                    Map.of(
                            "hub.http.port",
                            Integer.toString(taken.getLocalPort()),
                            "hub.routes",
                            settings.get("hub.routes")));
            assertThat(ended(refused)).isEqualTo(HubExit.CONFIGURATION);
            assertThat(refused.output())
                    .contains("hub.http.port needs a free port")
                    .doesNotContain("\tat ");
        }
    }

    private static int ended(HubChild hub) throws InterruptedException {
        assertThat(hub.process().waitFor(60, java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        return hub.process().exitValue();
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int status(int port, String path) throws IOException, InterruptedException {
        return get(port, path).statusCode();
    }

    private Connection connect(RunFile run) throws SQLException {
        return DriverManager.getConnection(
                run.databaseUrl(),
                run.databaseUser(),
                new SecretFiles(home.resolve("var/secrets"))
                        .find("postgres-hub_app")
                        .orElseThrow());
    }

    private void execute(RunFile run, String sql) throws SQLException {
        try (Connection connection = connect(run);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(RunFile run, String sql) throws SQLException {
        try (Connection connection = connect(run);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
