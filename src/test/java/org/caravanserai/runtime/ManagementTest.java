package org.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.caravanserai.api.ExceptionsBean;
import org.caravanserai.base.Json;
import org.caravanserai.runtime.home.SecretFiles;
import org.caravanserai.testing.Browser;
import org.caravanserai.testing.HubChild;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What Hawtio and JMX show of a real hub, to whom, and what they may not do. */
class ManagementTest {

    private static final String ROUTE = """
            - route:
                id: process-nothing
                group: test
                description: Claims events and does nothing with them.
                from:
                  uri: inbox:process
                  parameters: {batchSize: 10, workers: 1, deadLetter: "log:dead"}
                  steps:
                    - log: {id: note-batch, message: "batch"}
            """;
    private static final String CONTEXT = "org.apache.camel:context=caravanserai,type=context,name=\"caravanserai\"";

    @TempDir
    static Path home;

    private static HubChild hub;

    @BeforeAll
    static void start() throws IOException {
        Path routes = Files.createDirectories(home.resolve("own-routes"));
        Files.writeString(routes.resolve("process-nothing.camel.yaml"), ROUTE);
        hub = HubChild.start(home, Map.of("hub.routes", routes.toString()));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void theConsoleAndItsInterfaceAreClosedWithoutTheGeneratedPassword() throws Exception {
        HttpClient stranger = HttpClient.newHttpClient();
        assertThat(stranger.send(get("/hawtio/"), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(302);
        assertThat(stranger.send(get("/hawtio/jolokia/version"), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
        for (String password : new String[] {"", "hawtio", "admin"}) {
            assertThat(login(HttpClient.newHttpClient(), "hawtio", password))
                    .as(password)
                    .isEqualTo(403);
        }
        assertThat(login(HttpClient.newHttpClient(), "admin", password())).isEqualTo(403);
        assertThat(login(HttpClient.newHttpClient(), "hawtio", password())).isEqualTo(200);
    }

    @Test
    void theConsoleNeitherReachesOtherProcessesNorOtherHosts() throws Exception {
        HttpClient engineer = engineer();
        assertThat(ask(engineer, Map.of("type", "search", "mbean", "hawtio:type=JVMList"))
                        .get("value"))
                .isEmpty();
        assertThat(engineer.send(
                                get("/hawtio/proxy/http/127.0.0.1/" + hub.run().management() + "/observe/health"),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .doesNotContain("checks");
        HttpResponse<Void> login = HttpClient.newHttpClient()
                .send(
                        post(
                                "/hawtio/auth/login",
                                Json.MAPPER
                                        .createObjectNode()
                                        .put("username", "hawtio")
                                        .put("password", password())),
                        HttpResponse.BodyHandlers.discarding());
        assertThat(login.headers().firstValue("set-cookie").orElseThrow()).contains("HttpOnly", "SameSite=Strict");
        assertThat(login.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void theRoutesAndTheirFiguresAreSeen() throws Exception {
        HttpClient engineer = engineer();
        assertThat(read(engineer, CONTEXT, "CamelVersion").get("value").asText())
                .startsWith("4.");
        JsonNode route = read(
                engineer, "org.apache.camel:context=caravanserai,type=routes,name=\"process-nothing\"", "RouteGroup");
        assertThat(route.get("value").asText()).isEqualTo("test");
        assertThat(execute(engineer, CONTEXT, "dumpRoutesAsXml()").get("status").asInt())
                .isEqualTo(200);
        assertThat(read(
                                engineer,
                                "org.apache.activemq.artemis:broker=\"caravanserai-1\",component=addresses,address=\"hub.dlq\"",
                                "NumberOfMessages")
                        .get("status")
                        .asInt())
                .isEqualTo(200);
        assertThat(HttpClient.newHttpClient()
                        .send(get("/observe/metrics"), HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("camel_route_exchanges_total{route=\"process-nothing\"}", "jvm_memory_used_bytes");
    }

    @Test
    void aBrowserShowsTheRoutesByTheirStageAndTheBrokersQueues() {
        try (Browser browser = Browser.open()) {
            browser.go("http://127.0.0.1:" + hub.run().management() + "/hawtio/");
            browser.see(By.cssSelector("input[type=text]")).sendKeys("hawtio");
            browser.see(By.cssSelector("input[type=password]")).sendKeys(password());
            browser.click(By.cssSelector("button[type=submit]"));
            browser.clickText("Camel");
            browser.seeText("caravanserai");
            browser.see(By.xpath("//*[normalize-space(text())='routes']"));
            browser.seeText("test");
            browser.picture("hawtio-camel");
            browser.clickText("JMX");
            browser.seeText("org.apache.activemq.artemis");
            browser.picture("hawtio-jmx");
        }
    }

    @Test
    void theInboxCanBePausedAndResumed() throws Exception {
        HttpClient engineer = engineer();
        JsonNode found = ask(
                engineer, Map.of("type", "search", "mbean", "org.apache.camel:context=caravanserai,type=consumers,*"));
        String consumer = "";
        for (JsonNode name : found.get("value")) {
            consumer = name.asText().contains("InboxConsumer") ? name.asText() : consumer;
        }
        assertThat(consumer).contains("InboxConsumer");
        for (String figure : new String[] {"Depth", "OldestAgeMillis", "Rate", "Failures"}) {
            assertThat(read(engineer, consumer, figure).get("value").isNumber())
                    .as(figure)
                    .isTrue();
        }
        assertThat(execute(engineer, consumer, "pause").get("status").asInt()).isEqualTo(200);
        assertThat(execute(engineer, consumer, "resume()").get("status").asInt())
                .isEqualTo(200);
        assertThat(execute(engineer, consumer, "stop()").get("status").asInt()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "'org.apache.camel:context=caravanserai,type=context,name=\"caravanserai\"', stop()",
        "'org.apache.camel:context=caravanserai,type=context,name=\"caravanserai\"', suspend()",
        "'org.apache.camel:context=caravanserai,type=context,name=\"caravanserai\"', 'sendBody(java.lang.String,java.lang.Object)'",
        "'org.apache.camel:context=caravanserai,type=routes,name=\"process-nothing\"', stop()",
        "'org.apache.camel:context=caravanserai,type=routes,name=\"process-nothing\"', 'updateRouteFromXml(java.lang.String)'",
        "'org.apache.activemq.artemis:broker=\"caravanserai-1\"', listUsers()",
        "'java.lang:type=Memory', gc()",
        "'com.sun.management:type=DiagnosticCommand', vmCommandLine()",
    })
    void nothingElseCanBeRun(String mbean, String operation) throws Exception {
        assertThat(execute(engineer(), mbean, operation).get("status").asInt()).isEqualTo(403);
    }

    @Test
    void settingsThatMayHoldPasswordsCannotBeRead() throws Exception {
        HttpClient engineer = engineer();
        assertThat(read(engineer, "java.lang:type=Runtime", "SystemProperties")
                        .get("status")
                        .asInt())
                .isEqualTo(403);
        assertThat(read(engineer, "java.lang:type=Runtime", "InputArguments")
                        .get("status")
                        .asInt())
                .isEqualTo(403);
        assertThat(ask(engineer, Map.of("type", "read", "mbean", "java.lang:type=Runtime"))
                        .toString())
                .doesNotContain("hub.program");
        assertThat(ask(
                                engineer,
                                Map.of(
                                        "type",
                                        "write",
                                        "mbean",
                                        "java.lang:type=Memory",
                                        "attribute",
                                        "Verbose",
                                        "value",
                                        true))
                        .get("status")
                        .asInt())
                .isEqualTo(403);
    }

    @Test
    void casesAreSeenAndTriedAgainByHawtioAndByAnyJmxClient() throws Exception {
        JdbcClient sql = JdbcClient.create(new DriverManagerDataSource(
                hub.run().databaseUrl(),
                hub.run().databaseUser(),
                new SecretFiles(home.resolve("var/secrets"))
                        .find("postgres-hub_app")
                        .orElseThrow()));
        for (long id = 71; id <= 73; id++) {
            sql.sql("""
                    insert into exception_case (id, code, scope, inbox_id, summary, first_seen, last_seen)
                    values (?, ?, 'event', 1, 'a test', now() - interval '1 hour', now())""")
                    .params(id, id == 71 ? "mapping.failed" : "stock.unknown_stock_key")
                    .update();
        }
        HttpClient engineer = engineer();
        assertThat(read(engineer, ExceptionsBean.NAME, "CasesByCode").get("value"))
                .isEqualTo(
                        Json.MAPPER.createObjectNode().put("mapping.failed", 1).put("stock.unknown_stock_key", 2));
        assertThat(read(engineer, ExceptionsBean.NAME, "OldestOpenSeconds")
                        .get("value")
                        .asLong())
                .isBetween(3_590L, 4_000L);
        assertThat(ask(
                                engineer,
                                Map.of(
                                        "type",
                                        "exec",
                                        "mbean",
                                        ExceptionsBean.NAME,
                                        "operation",
                                        "retry",
                                        "arguments",
                                        List.of("71")))
                        .at("/value/result")
                        .asText())
                .isEqualTo("accepted");
        JsonNode refused = ask(
                engineer,
                Map.of("type", "exec", "mbean", ExceptionsBean.NAME, "operation", "retry", "arguments", List.of("99")));
        assertThat(refused.get("error").asText()).contains("there is no case 99");
        assertThat(ask(
                                HttpClient.newHttpClient(),
                                Map.of(
                                        "type",
                                        "exec",
                                        "mbean",
                                        ExceptionsBean.NAME,
                                        "operation",
                                        "retry",
                                        "arguments",
                                        List.of("72")))
                        .path("status")
                        .asInt())
                .isNotEqualTo(200);

        VirtualMachine machine =
                VirtualMachine.attach(Long.toString(hub.process().pid()));
        try (JMXConnector connector =
                JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            ObjectName name = new ObjectName(ExceptionsBean.NAME);
            assertThat(beans.getAttribute(name, "OpenCases")).isEqualTo(3L);
            assertThat(beans.invoke(name, "retryCode", new Object[] {"stock.unknown_stock_key", 10}, new String[] {
                        String.class.getName(), "int"
                    }))
                    .isEqualTo(Map.of("accepted", 2L, "already_done", 0L, "open", 0L));
            assertThat(beans.getMBeanInfo(name).getOperations())
                    .filteredOn(operation -> operation.getName().startsWith("retry"))
                    .hasSize(2)
                    .allSatisfy(
                            operation -> assertThat(operation.getDescription()).startsWith("Has "));
        } finally {
            machine.detach();
        }
        assertThat(sql.sql("select count(*) from inbox where kind = 'redrive'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
        assertThat(sql.sql("select distinct state from exception_case")
                        .query(String.class)
                        .list())
                .containsExactly("retrying");
    }

    private static String password() {
        return new SecretFiles(home.resolve("var/secrets")).find("hawtio").orElseThrow();
    }

    private static HttpClient engineer() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        assertThat(login(client, "hawtio", password())).isEqualTo(200);
        return client;
    }

    private static int login(HttpClient client, String user, String password) throws Exception {
        ObjectNode form = Json.MAPPER.createObjectNode().put("username", user).put("password", password);
        return client.send(post("/hawtio/auth/login", form), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static JsonNode read(HttpClient client, String mbean, String attribute) throws Exception {
        return ask(client, Map.of("type", "read", "mbean", mbean, "attribute", attribute));
    }

    private static JsonNode execute(HttpClient client, String mbean, String operation) throws Exception {
        return ask(client, Map.of("type", "exec", "mbean", mbean, "operation", operation));
    }

    private static JsonNode ask(HttpClient client, Map<String, Object> question) throws Exception {
        return Json.MAPPER.readTree(client.send(
                        post("/hawtio/jolokia", Json.MAPPER.valueToTree(question)),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(address(path)).build();
    }

    private static HttpRequest post(String path, JsonNode body) {
        return HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + hub.run().management() + path);
    }
}
