package org.caravanserai.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.RouteSteps;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The routes are the program: each step of the processing routes is taken out in turn, and the scenario must notice. */
class StepRemovalTest {

    private static final Path ROUTES = Path.of("routes");

    /** Steps whose absence nobody can see from outside, with the reason. */
    private static final Map<String, String> UNSEEN = Map.of();

    @TempDir
    Path scratch;

    @Test
    void theScenarioHoldsOnTheRoutesAsTheyAre() throws Exception {
        try (ProcessingHub hub = new ProcessingHub(ROUTES, 1)) {
            new Scenario(hub).play();
        }
    }

    @TestFactory
    Stream<DynamicTest> withoutAnyOneStepTheScenarioFails() {
        return RouteSteps.in(ROUTES, "20-translate", "30-allocate", "60-recover").stream()
                .filter(step -> !step.file().endsWith("fetch.camel.yaml") && !step.file().toString().contains("outbox"))
                .map(step -> DynamicTest.dynamicTest("without " + step, () -> takeOut(step)));
    }

    private void takeOut(RouteSteps.Step step) {
        Path routes = RouteSteps.without(ROUTES, step, scratch.resolve(step.id()));
        boolean held = false;
        try (ProcessingHub hub = new ProcessingHub(routes, 1).patience(Duration.ofSeconds(4))) {
            new Scenario(hub).play();
            held = true;
        } catch (Throwable noticed) {
            assertThat(noticed).isNotNull();
        }
        if (held && !UNSEEN.containsKey(step.id())) {
            fail("nothing changed when " + step + " was taken out: it does nothing, or the scenario does not look at it");
        }
    }
}
