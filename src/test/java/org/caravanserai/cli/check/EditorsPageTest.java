package org.caravanserai.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.allocate.hold.HoldSettings;
import org.caravanserai.base.Json;
import org.caravanserai.outbox.camel.OutboxComponent;
import org.caravanserai.runtime.broker.Broker;
import org.caravanserai.runtime.broker.JmsComponents;
import org.caravanserai.runtime.broker.OwnQueues;
import org.caravanserai.runtime.broker.ScratchBroker;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.Settings;
import org.caravanserai.runtime.wiring.RouteBeans;
import org.caravanserai.testing.LogLines;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.RouteGaps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** Every snippet of docs/editors.md is put where the page says, passes the check, and does what the page says. */
class EditorsPageTest {

    private static final Path PAGE = Path.of("docs/editors.md");
    private static final Path ROUTES = Path.of("routes");
    private static final String QUEUE = "hub.custom.shopify-orders";
    private static final Pattern SNIPPET = Pattern.compile(
            "into\\s+`routes/(?<file>\\S+)`,\\s+behind\\s+`(?<step>\\S+)`:\\s+```yaml\\n(?<steps>.*?)```",
            Pattern.DOTALL);

    /** A snippet and the place where it goes. */
    private record Snippet(RouteGaps.Gap place, List<String> steps) {}

    @TempDir
    static Path directory;

    private static Broker broker;
    private static CachingConnectionFactory cached;

    @TempDir
    Path scratch;

    @BeforeAll
    static void startBroker() {
        broker = ScratchBroker.start(directory);
        broker.declareQueue(QUEUE);
        cached = new CachingConnectionFactory(broker.connectionFactory());
    }

    @AfterAll
    static void stopBroker() {
        cached.destroy();
        broker.close();
    }

    private static List<Snippet> snippets() throws IOException {
        String page = Files.readString(PAGE);
        YAMLMapper yaml = new YAMLMapper();
        List<Snippet> all = new ArrayList<>();
        Matcher matcher = SNIPPET.matcher(page);
        while (matcher.find()) {
            List<String> steps = new ArrayList<>();
            for (JsonNode step : yaml.readTree(matcher.group("steps"))) {
                steps.add(step.toString());
            }
            all.add(new Snippet(
                    new RouteGaps.Gap(Path.of(matcher.group("file")), matcher.group("step"), false), steps));
        }
        return all;
    }

    @Test
    void everySnippetOfThePageIsRunAndItDeclaresItsQueue() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(snippets()).hasSize(page.split("```yaml", -1).length - 1).hasSizeGreaterThanOrEqualTo(6);
        assertThat(page).contains(OwnQueues.KEY + "=" + QUEUE);
    }

    @TestFactory
    Stream<DynamicTest> theSnippetDoesWhatThePageSays() throws IOException {
        List<Snippet> all = snippets();
        return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                .map(i -> DynamicTest.dynamicTest(
                        all.get(i).steps().toString().replaceAll(".*?\"id\":\"([a-z0-9-]+)\".*", "$1"),
                        () -> run(all.get(i), scratch.resolve("routes-" + i))));
    }

    private void run(Snippet snippet, Path target) throws Exception {
        Path routes = RouteGaps.with(ROUTES, snippet.place(), snippet.steps(), target);
        assertThat(findings(routes)).as("./hub check").isEmpty();
        String text = snippet.steps().toString();
        try (LogLines log = new LogLines();
                ProcessingHub hub = new ProcessingHub(routes, 1, HoldSettings.STRICT, EditorsPageTest::components)) {
            hub.location("MAIN", 1);
            hub.stock("MUG", "MAIN", 90);
            hub.event(hub.connect("shopify", "main"), "order", "canonical", "1", hub.key(), dear("1"));
            hub.event(hub.connect("woocommerce", "main"), "order", "canonical", "2", hub.key(), dear("2"));
            hub.awaitQuiet();

            assertThat(hub.count("orders")).isEqualTo(2);
            boolean holds = text.contains("hold:");
            assertThat(hub.count("exception_case")).isEqualTo(holds ? 2 : 0);
            assertThat(hub.count("exception_case where code = 'route.over_500' and summary ="
                            + " 'Order #1 is over 500: Anna looks at it before it leaves'"))
                    .isEqualTo(holds ? 1 : 0);
            assertThat(hub.count("outbox where operation = 'release'")).isEqualTo(holds ? 0 : 2);
            assertThat(hub.count("outbox where kind = 'send' and destination = 'queue:" + QUEUE + "'"))
                    .isEqualTo(
                            !text.contains("outbox:send")
                                    ? 0
                                    : text.contains("hubChannel") || text.contains("path('channel')") ? 1 : 2);
            assertThat(log.all())
                    .filteredOn(line -> line.contains("order #1 is over 500"))
                    .hasSize(text.contains("\"log\"") ? 1 : 0);
            assertThat(tapped(text.contains("wireTap")))
                    .hasSize(text.contains("wireTap") ? 1 : 0)
                    .allSatisfy(one -> {
                        JsonNode order = Json.MAPPER.readTree(one);
                        assertThat(order.path("orderId").asText()).isEqualTo("1");
                        assertThat(order.has("personal")).isFalse();
                    });
        }
    }

    private static ObjectNode dear(String id) {
        ObjectNode order = Orders.order(id, "2026-11-23T10:00:00.000Z", "MUG", 1);
        ((ObjectNode) order.path("totals")).put("total", "600.00").put("items", "600.00");
        ((ObjectNode) order.at("/lines/0")).put("total", "600.00");
        return order;
    }

    private static List<String> tapped(boolean expected) throws Exception {
        JmsTemplate outside = new JmsTemplate(broker.connectionFactory());
        outside.setReceiveTimeout(expected ? 10_000 : JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
        List<String> texts = new ArrayList<>();
        for (Message message = outside.receive(QUEUE); message != null; message = outside.receive(QUEUE)) {
            texts.add(((TextMessage) message).getText());
            outside.setReceiveTimeout(200);
        }
        return texts;
    }

    private static void components(DefaultCamelContext camel) {
        camel.getGlobalOptions().put(Exchange.LOG_EIP_NAME, "routes.${routeId}");
        camel.addComponent("jmsOut", JmsComponents.sending(cached));
        camel.addComponent("outbox", new OutboxComponent(null, null, null, Set.of(QUEUE)));
    }

    private List<Finding> findings(Path routes) {
        Properties settings = Settings.effective(new Home(Path.of("target/no-home")));
        settings.setProperty(OwnQueues.KEY, QUEUE);
        Findings findings = new Findings(Path.of(""));
        new HomeCheck(routes, Path.of("transformers"), settings, RouteBeans.all(), findings).checkRoutes();
        return findings.all();
    }
}
