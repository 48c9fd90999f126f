package org.caravanserai.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.testing.RouteSteps;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * The routes at the edges are the program too: each of their steps is taken out in turn, and the tests of that route must
 * fail. Some minutes long, so it runs with {@code mvn verify -Pevery-step}.
 */
@Tag("every-step")
class EdgeStepRemovalTest {

    private static final Path ROUTES = Path.of("routes");

    /** Which tests speak for which route files; the first pattern that fits counts. */
    private static final Map<String, List<String>> SPEAKERS = new LinkedHashMap<>();

    static {
        SPEAKERS.put("10-intake/webhook.*", List.of("org.caravanserai.channel.intake.WebhookTest"));
        SPEAKERS.put("10-intake/jms-.*", List.of("org.caravanserai.intake.JmsIntakeTest"));
        SPEAKERS.put("10-intake/file-.*", List.of("org.caravanserai.intake.FileIntakeTest"));
        SPEAKERS.put("10-intake/subscriptions.*", List.of("org.caravanserai.channel.SubscriptionsAgainstSandboxTest", "org.caravanserai.channel.outward.SubscriptionStepsTest"));
        SPEAKERS.put("10-intake/subscription-schedule.*", List.of("org.caravanserai.channel.pull.PollScheduleTest"));
        SPEAKERS.put("10-intake/.*|20-translate/fetch.*|50-notify/(status|stock|call|buy).*",
                List.of("org.caravanserai.channel.pull.PullTest", "org.caravanserai.channel.pull.QueueTest", "org.caravanserai.channel.AgainstSandboxTest"));
        SPEAKERS.put("40-fulfil/dispatch.*|50-notify/exceptions-out.*", List.of("org.caravanserai.fulfilment.DispatchRouteTest"));
    }

    /** Steps whose absence these tests cannot see, with the reason. */
    private static final Map<String, String> UNSEEN = Map.of(
            "require-lease", "fences a hub that was frozen between two steps; the frozen-hub tests hold it",
            "require-exception-lease", "fences a hub that was frozen between two steps; the frozen-hub tests hold it");

    @TempDir
    Path scratch;

    @TestFactory
    Stream<DynamicTest> withoutAnyOneStepTheTestsOfItsRouteFail() {
        return RouteSteps.in(ROUTES, "10-intake", "20-translate", "40-fulfil", "50-notify").stream()
                .filter(step -> !speakers(step).isEmpty() && !UNSEEN.containsKey(step.id()))
                .map(step -> DynamicTest.dynamicTest("without " + step, () -> takeOut(step)));
    }

    private static List<String> speakers(RouteSteps.Step step) {
        String file = step.file().toString().replace('\\', '/');
        return SPEAKERS.entrySet().stream().filter(one -> file.matches(one.getKey())).map(Map.Entry::getValue).findFirst().orElse(List.of());
    }

    private void takeOut(RouteSteps.Step step) {
        Path routes = RouteSteps.without(ROUTES, step, scratch.resolve(step.id()));
        System.setProperty(RouteFiles.FOLDER, routes.toString());
        try {
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(speakers(step).stream().map(DiscoverySelectors::selectClass).toList()).build();
            LauncherFactory.create().execute(request, summary);
            assertThat(summary.getSummary().getTotalFailureCount())
                    .as("tests that noticed that " + step + " was taken out").isPositive();
        } finally {
            System.clearProperty(RouteFiles.FOLDER);
        }
    }
}
