package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.allocate.hold.HoldSettings;
import org.caravanserai.base.Json;
import org.caravanserai.outbox.camel.OutboxComponent;
import org.caravanserai.runtime.broker.Broker;
import org.caravanserai.runtime.broker.JmsComponents;
import org.caravanserai.runtime.broker.ScratchBroker;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.RouteGaps;
import org.caravanserai.testing.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * Between any two steps of {@code 20-translate} and {@code 30-allocate} a route may log, tap, filter, change the body and send:
 * the scenario goes on as if nothing had been there, and what others see is text that people can read.
 */
class BetweenStepsTest {

    private static final Path ROUTES = Path.of("routes");
    private static final String TAP = "hub.custom.tap";

    @TempDir
    static Path directory;

    private static Broker broker;
    private static CachingConnectionFactory cached;

    @TempDir
    Path scratch;

    @BeforeAll
    static void startBroker() {
        broker = ScratchBroker.start(directory);
        broker.declareQueue(TAP);
        cached = new CachingConnectionFactory(broker.connectionFactory());
    }

    @AfterAll
    static void stopBroker() {
        cached.destroy();
        broker.close();
    }

    @TestFactory
    Stream<DynamicTest> whatStandsBetweenTwoStepsSeesTheMessageAndChangesNothing() {
        return Sample.oneOfEvery(12, "places between steps", RouteGaps.of(ROUTES))
                .map(this::between);
    }

    @TestFactory
    @Tag("deep")
    Stream<DynamicTest> whateverStandsBetweenAnyTwoStepsSeesTheMessageAndChangesNothing() {
        return RouteGaps.of(ROUTES).stream().map(this::between);
    }

    private DynamicTest between(RouteGaps.Gap gap) {
        return DynamicTest.dynamicTest("behind " + gap, () -> play(gap));
    }

    private void play(RouteGaps.Gap gap) throws Exception {
        JmsTemplate outside = new JmsTemplate(broker.connectionFactory());
        outside.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
        while (outside.receive(TAP) != null) {
            // what an earlier play left
        }
        Path routes = RouteGaps.with(ROUTES, gap, steps(gap), scratch.resolve("routes"));
        try (ProcessingHub hub = new ProcessingHub(routes, 1, HoldSettings.STRICT, BetweenStepsTest::components)) {
            new Scenario(hub).play();
            assertThat(hub.count("outbox where kind = 'send'"))
                    .as("messages of outbox:send")
                    .isGreaterThan(gap.storesBehind() ? 0 : -1);
        }
        outside.setReceiveTimeout(2_000);
        List<String> tapped = new ArrayList<>();
        for (Message message = outside.receive(TAP); message != null; message = outside.receive(TAP)) {
            tapped.add(((TextMessage) message).getText());
            outside.setReceiveTimeout(300);
        }
        assertThat(tapped).as("tapped messages").isNotEmpty().allSatisfy(text -> readable(gap, text));
    }

    private static void components(DefaultCamelContext camel) {
        camel.addComponent("jms", JmsComponents.listening(broker.connectionFactory()));
        camel.addComponent("jmsOut", JmsComponents.sending(cached));
        camel.addComponent("outbox", new OutboxComponent(null, null, null, java.util.Set.of(TAP)));
    }

    private static void readable(RouteGaps.Gap gap, String text) throws Exception {
        assertThat(text).doesNotContain("org.caravanserai", "EventContext@", "Batch@");
        if (!gap.raw()) {
            JsonNode json = Json.MAPPER.readTree(text);
            assertThat(json.isContainerNode()).as(text).isTrue();
            assertThat(text.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
            assertThat(text)
                    .as("nobody's name or address")
                    .doesNotContain("Ada Muster", "Sample Street", "ada@example.org", "\"personal\"");
        }
    }

    /** A log entry, taps by both components, a filter that makes nonsense of the body, a message. */
    private static List<String> steps(RouteGaps.Gap gap) {
        List<String> steps = new ArrayList<>(List.of("""
                log: {id: gap-log, message: "seen: ${body}", loggingLevel: TRACE}
                """, """
                wireTap: {id: gap-tap, uri: "jmsOut:queue:hub.custom.tap"}
                """, """
                to: {id: gap-copy, uri: "jms:queue:hub.custom.tap"}
                """));
        if (gap.storesBehind()) {
            steps.add("""
                    to: {id: gap-send, uri: "outbox:send?queue=hub.custom.tap"}
                    """);
        }
        steps.add("""
                filter:
                  id: gap-filter
                  expression: {simple: {expression: "%s"}}
                  steps:
                    - marshal: {id: gap-marshal, json: {library: Jackson}}
                    - to: {id: gap-copy-marshalled, uri: "jmsOut:queue:hub.custom.tap"}
                    - setBody: {id: gap-nonsense, constant: {expression: "nonsense"}}
                """.formatted(gap.raw() ? "${bodyAs(String)} != ''" : "${body.path('x').isMissingNode()}"));
        return steps;
    }
}
