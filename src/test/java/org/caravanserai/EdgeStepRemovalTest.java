package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.api.ApiPlay;
import org.caravanserai.channel.ChannelPlay;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.intake.file.FilePlay;
import org.caravanserai.intake.message.JmsPlay;
import org.caravanserai.outbox.sender.DispatchPlay;
import org.caravanserai.runtime.watch.WatchPlay;
import org.caravanserai.testing.RoutePlay;
import org.caravanserai.testing.RouteSteps;
import org.caravanserai.testing.RouteSteps.Step;
import org.caravanserai.testing.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes at the edges are the program too: whatever can be taken out of their files is taken out in turn (a sample of it,
 * all of it in the deep tier), and the play of that file must notice. A route template is played once, with one channel that needs it; of a channel's own file each
 * templated route is taken out, and the contract must fail for that channel. The processing routes have their own such test,
 * {@code allocate.StepRemovalTest}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeStepRemovalTest {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeStepRemovalTest.class);
    private static final Path ROUTES = Path.of("routes");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** Which play speaks for which route files. */
    private static final Map<String, Callable<RoutePlay>> PLAYS = new LinkedHashMap<>();

    static {
        PLAYS.put("10-intake/(jms-refusals|receive-(orders|shipments|stock)|store-message)\\..*", JmsPlay::new);
        PLAYS.put("10-intake/(file-refusals|receive-(order|stock)-files|store-line)\\..*", FilePlay::new);
        PLAYS.put(
                "10-intake/(webhook-refusals|receive-webhook|pull-queue|schedule|poll|list|fetch).*|50-notify/(report|reconcile|call|refresh).*|channels/.*",
                ChannelPlay::new);
        PLAYS.put("40-fulfil/(dispatch|relay).*|50-notify/(announce-exception|answer-sender).*", DispatchPlay::new);
        PLAYS.put("40-fulfil/wake-groups.*|80-watch/.*", WatchPlay::new);
        PLAYS.put("70-api/.*", ApiPlay::new);
    }

    /** What may be missing without anybody seeing it, as {@code step of file}, with the reason. */
    private static final Map<String, String> UNSEEN = Map.of(
            "routeConfigurationId of get-contract of 70-api/get-contract.camel.yaml",
                    "its one step cannot fail; the link is for steps that are put in beside it",
            "routeConfigurationId of answer-unknown of 70-api/answer-unknown.camel.yaml",
                    "its one step cannot fail; the link is for steps that are put in beside it");

    private final Map<String, RoutePlay> started = new HashMap<>();

    @TempDir
    Path scratch;

    @AfterAll
    void close() throws Exception {
        for (RoutePlay play : started.values()) {
            play.close();
        }
    }

    @Test
    void everyRouteFileHasExactlyOneScenarioAndSomethingToTakeOut() {
        for (Path file : RouteSteps.files(ROUTES)) {
            String name = RouteSteps.name(file);
            assertThat(plays(name)).as("scenarios that play " + name).isEqualTo(1);
            assertThat(RouteSteps.in(ROUTES, file)).as(name).isNotEmpty();
        }
    }

    @Test
    void everythingThatMayGoUnseenExists() {
        assertThat(UNSEEN.keySet())
                .isSubsetOf(RouteSteps.files(ROUTES).stream()
                        .map(RouteSteps::name)
                        .flatMap(EdgeStepRemovalTest::steps)
                        .map(Step::toString)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> withoutOneOfItsStepsThePlayOfARouteFailsAndWithAllOfThemItHolds() {
        return without(Sample.oneOfEvery(
                11,
                "steps of the edges",
                names().flatMap(EdgeStepRemovalTest::steps).toList()));
    }

    @TestFactory
    @Tag("deep")
    Stream<DynamicTest> withoutAnyOneStepThePlayOfItsRouteFailsAndWithAllOfThemItHolds() {
        return without(names().flatMap(EdgeStepRemovalTest::steps));
    }

    /** After a file's steps its play is played on the file as it is: what the others left behind must not be what was noticed. */
    private Stream<DynamicTest> without(Stream<Step> steps) {
        Map<String, List<Step>> byFile =
                steps.collect(Collectors.groupingBy(Step::name, LinkedHashMap::new, Collectors.toList()));
        return byFile.entrySet().stream()
                .flatMap(file -> Stream.concat(
                        file.getValue().stream()
                                .map(step -> DynamicTest.dynamicTest("without " + step, () -> takeOut(step))),
                        Stream.of(DynamicTest.dynamicTest(
                                "with all of " + file.getKey(),
                                () -> play(file.getKey()).play(file.getKey(), LONG)))));
    }

    /** Of the files this test is for; {@code -Dcaravanserai.test.file=webhook} plays only those with that in their name. */
    private static Stream<String> names() {
        return RouteSteps.files(ROUTES).stream()
                .map(RouteSteps::name)
                .filter(name -> !name.matches(RouteSteps.PROCESSING))
                .filter(name -> name.contains(System.getProperty("caravanserai.test.file", "")));
    }

    private static Stream<Step> steps(String name) {
        return RouteSteps.in(ROUTES, Path.of(name)).stream();
    }

    private void takeOut(Step step) throws Exception {
        RoutePlay play = play(step.name());
        boolean excepted = UNSEEN.containsKey(step.toString());
        System.setProperty(
                RouteFiles.FOLDER,
                RouteSteps.without(ROUTES, step, scratch.resolve("without")).toString());
        Throwable noticed = null;
        try {
            assertTimeoutPreemptively(LONG.multipliedBy(2), () -> play.play(step.name(), excepted ? LONG : SHORT));
        } catch (Exception | AssertionError e) {
            noticed = e;
        } finally {
            System.clearProperty(RouteFiles.FOLDER);
        }
        LOG.info(
                "without {}: {}",
                step,
                noticed == null ? "nothing" : noticed.toString().replaceAll("\\s+", " "));
        if (excepted) {
            assertThat(noticed)
                    .as(step + " is listed as unseen, but was noticed")
                    .isNull();
        } else {
            assertThat(noticed)
                    .as("nothing changed when " + step
                            + " was taken out: it does nothing, or its play does not look at it")
                    .isNotNull();
        }
    }

    /** How many scenarios speak for this route file. */
    static long plays(String name) {
        return PLAYS.keySet().stream().filter(name::matches).count() + (name.matches(RouteSteps.PROCESSING) ? 1 : 0);
    }

    private RoutePlay play(String file) throws Exception {
        Map.Entry<String, Callable<RoutePlay>> speaker = PLAYS.entrySet().stream()
                .filter(one -> file.matches(one.getKey()))
                .findFirst()
                .orElseThrow();
        RoutePlay play = started.get(speaker.getKey());
        if (play == null) {
            play = speaker.getValue().call();
            started.put(speaker.getKey(), play);
            // the first time takes longer: what is slow to start must not be what is noticed
            play.play(file, LONG);
        }
        return play;
    }
}
