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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.Json;
import org.caravanserai.runtime.home.HubExit;
import org.caravanserai.runtime.home.RunFile;
import org.caravanserai.runtime.home.SecretFiles;
import org.caravanserai.testing.HubChild;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Real hubs in JVMs of their own: start, stop, kill. */
class HubProcessTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path home;

    @Test
    void aHubWithTheRoutesOfTheProgramIsReadyAnswersHealthAndLeavesNothingRunningWhenItIsStopped() throws Exception {
        try (HubChild hub = HubChild.start(home, Map.of())) {
            RunFile run = hub.run();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(run.management(), "/observe/health/ready")
                                    .body())
                            .doesNotContain("DOWN", "UNKNOWN"));
            assertThat(status(run.management(), "/observe/health/live")).isEqualTo(200);
            JsonNode health = Json.MAPPER.readTree(
                    get(run.management(), "/observe/health").body());
            assertThat(health.get("status").asText()).isEqualTo("UP");
            assertThat(health.get("checks").findValuesAsText("name"))
                    .contains("database", "broker", "owner", "context");
            assertThat(get(run.management(), "/observe/metrics").body()).contains("jvm_memory_used_bytes");
            assertThat(status(run.http(), "/observe/health")).isEqualTo(404);
            assertThat(status(run.http(), "/hawtio/")).isEqualTo(404);
            assertThat(status(run.http(), "/webhooks/shopify/nobody")).isEqualTo(405);
            assertThat(status(run.http(), "/api/v1/orders")).isEqualTo(401);
            for (String directory : List.of("var", "var/in", "var/log", "var/broker", "var/secrets")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(directory))))
                        .as(directory)
                        .isEqualTo("rwx------");
            }

            assertThat(hub.stop()).isEqualTo(143);

            assertThat(hub.output()).doesNotContain(" ERROR ");
            assertThat(ProcessHandle.of(run.databasePid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(home.resolve("var/run.json")).doesNotExist();
        }
    }

    /** One home lives through all of it, as in service; whatever is killed, the row of its first day stays. */
    @Test
    void whatIsKilledComesBackOrEndsByItselfAndWhatWasCommittedIsThere() throws Exception {
        Map<String, String> settings = withoutRoutes();
        long owner;
        try (HubChild first = HubChild.start(home, settings)) {
            execute(first.run(), "insert into location (code, name) values ('MAIN', 'kept')");
            owner = first.run().owner();
            aSecondHubIsRefused(first, settings);
            aKilledWatchdogIsReplaced(first);
            aKilledPostgresComesBack(first);
            long postmaster = first.run().databasePid();
            first.kill();
            itsPostgresEndsByItself(postmaster);
        }

        try (HubChild second = HubChild.start(home, settings)) {
            assertKept(second);
            assertThat(second.run().owner()).isNotEqualTo(owner);
            assertThat(query(second.run(), "show fsync")).isEqualTo("on");
            assertThat(query(second.run(), "show synchronous_commit")).isEqualTo("on");
            assertThat(query(second.run(), "show full_page_writes")).isEqualTo("on");
            long orphan = orphan(second);

            try (HubChild third = HubChild.start(home, settings)) {
                assertThat(third.output()).contains("stopping the PostgreSQL (process " + orphan + ")");
                assertKept(third);
            }
        }
    }

    private static void aSecondHubIsRefused(HubChild hub, Map<String, String> settings) throws InterruptedException {
        assertThat(ended(HubChild.launch(hub.home(), settings))).isEqualTo(HubExit.CONFIGURATION);
        assertThat(hub.output())
                .contains("another hub (process " + hub.process().pid() + ") works in " + hub.home());
        assertThat(hub.run().pid()).isEqualTo(hub.process().pid());
    }

    private void aKilledWatchdogIsReplaced(HubChild hub) throws SQLException {
        long postmaster = hub.run().databasePid();
        watchdogs(hub).forEach(ProcessHandle::destroyForcibly);

        await().atMost(PATIENCE).until(() -> hub.output().contains("PostgreSQL is back"));
        await().atMost(PATIENCE)
                .until(() -> hub.run().databasePid() != postmaster
                        && hub.output().contains("the owner's lock is held again"));
        assertThat(watchdogs(hub)).isNotEmpty();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertKept(hub));
    }

    private void aKilledPostgresComesBack(HubChild hub) {
        int before = times("the owner's lock is held again", hub);
        ProcessHandle.of(hub.run().databasePid()).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertKept(hub));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> status(hub.run().management(), "/observe/health/ready") == 200);
        await().atMost(PATIENCE).until(() -> times("the owner's lock is held again", hub) > before);
    }

    private void itsPostgresEndsByItself(long postmaster) {
        await().atMost(PATIENCE).until(() -> !Files.exists(home.resolve("var/postgres/postmaster.pid")));
        await().atMost(PATIENCE)
                .until(() -> ProcessHandle.of(postmaster)
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
    }

    /** @return the PostgreSQL of a killed hub whose watchdog was killed before it could do anything */
    private static long orphan(HubChild hub) {
        long postmaster = hub.run().databasePid();
        hub.freeze();
        watchdogs(hub).forEach(ProcessHandle::destroyForcibly);
        hub.kill();
        assertThat(ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive)).isPresent();
        return postmaster;
    }

    @Test
    void aTakenPortIsRefusedInOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Map<String, String> settings = new HashMap<>(withoutRoutes());
            settings.put("hub.http.port", Integer.toString(taken.getLocalPort()));
            HubChild refused = HubChild.launch(home, settings);
            assertThat(ended(refused)).isEqualTo(HubExit.CONFIGURATION);
            assertThat(refused.output())
                    .contains("hub.http.port needs a free port")
                    .doesNotContain("\tat ");
        }
    }

    private Map<String, String> withoutRoutes() throws IOException {
        return Map.of(
                "hub.routes", Files.createDirectories(home.resolve("no-routes")).toString());
    }

    private void assertKept(HubChild hub) throws SQLException {
        assertThat(query(hub.run(), "select name from location where code = 'MAIN'"))
                .isEqualTo("kept");
    }

    private static int times(String words, HubChild hub) {
        return hub.output().split(java.util.regex.Pattern.quote(words), -1).length - 1;
    }

    private static List<ProcessHandle> watchdogs(HubChild hub) {
        return hub.process()
                .descendants()
                .filter(child -> child.info().command().orElse("").matches(".*/(sh|dash|bash|busybox)"))
                .toList();
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
