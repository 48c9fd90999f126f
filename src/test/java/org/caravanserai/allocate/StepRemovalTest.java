package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.RouteSteps;
import org.caravanserai.testing.Sample;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The routes are the program: whatever can be taken out of the processing routes is taken out in turn (a sample of it, all of
 * it in the deep tier), and the scenario must notice. {@code EdgeStepRemovalTest} does the same for all other routes.
 */
class StepRemovalTest {

    private static final Path ROUTES = Path.of("routes");

    /** What may be missing without anybody seeing it, as {@code step of file}, with the reason. */
    private static final Map<String, String> UNSEEN = Map.of();

    @TempDir
    Path scratch;

    @Test
    void theScenarioHoldsOnTheRoutesAsTheyAre() throws Exception {
        try (ProcessingHub hub = new ProcessingHub(ROUTES, 1)) {
            new Scenario(hub).play();
        }
    }

    @Test
    void everythingThatMayGoUnseenExists() {
        assertThat(UNSEEN.keySet())
                .isSubsetOf(steps().map(RouteSteps.Step::toString).toList());
    }

    @TestFactory
    Stream<DynamicTest> withoutOneOfTheStepsTheScenarioFails() {
        return Sample.oneOfEvery(4, "steps of processing", steps().toList()).map(this::without);
    }

    @TestFactory
    @Tag("deep")
    Stream<DynamicTest> withoutAnyOneStepTheScenarioFails() {
        return steps().map(this::without);
    }

    private DynamicTest without(RouteSteps.Step step) {
        return DynamicTest.dynamicTest("without " + step, () -> takeOut(step));
    }

    private static Stream<RouteSteps.Step> steps() {
        return RouteSteps.files(ROUTES).stream()
                .filter(file -> RouteSteps.name(file).matches(RouteSteps.PROCESSING))
                .flatMap(file -> RouteSteps.in(ROUTES, file).stream());
    }

    private void takeOut(RouteSteps.Step step) {
        Path routes = RouteSteps.without(ROUTES, step, scratch.resolve("without"));
        Throwable noticed = null;
        try (ProcessingHub hub = new ProcessingHub(routes, 1).patience(Duration.ofSeconds(4))) {
            new Scenario(hub).play();
        } catch (Exception | AssertionError e) {
            noticed = e;
        }
        if (UNSEEN.containsKey(step.toString())) {
            assertThat(noticed)
                    .as(step + " is listed as unseen, but was noticed")
                    .isNull();
        } else {
            assertThat(noticed)
                    .as("nothing changed when " + step
                            + " was taken out: it does nothing, or the scenario does not look at it")
                    .isNotNull();
        }
    }
}
