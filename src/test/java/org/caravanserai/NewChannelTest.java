package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.channel.ChannelSite;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.channel.contract.ChannelContract;
import org.caravanserai.testing.RouteSteps;
import org.caravanserai.testing.RouteSteps.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A channel is a folder and a route file: one that nobody has heard of, a copy of another under a name of its own, is found,
 * plays the contract, and misses every route of its own, without a line of Java.
 */
class NewChannelTest {

    private static final String LIKE = "woocommerce";
    private static final String NEW = "lantern-market";
    private static final String FILE = "channels/" + NEW + ".camel.yaml";

    @TempDir
    Path scratch;

    private Path transformers;
    private Path routes;

    @BeforeEach
    void addTheChannel() throws IOException {
        transformers = copy(Path.of("transformers", LIKE), scratch.resolve("transformers/" + NEW))
                .getParent();
        rename(transformers.resolve(NEW).resolve("channel.yaml"));
        routes = copy(Path.of("routes"), scratch.resolve("routes"));
        Files.copy(routes.resolve("channels/" + LIKE + ".camel.yaml"), routes.resolve(FILE));
        rename(routes.resolve(FILE));
    }

    @Test
    void itKeepsTheContractFromItsFixtures() throws Exception {
        ChannelContract contract = new ChannelContract(transformers);
        assertThat(contract.channels()).containsExactly(NEW);
        try (ChannelSite site = new ChannelSite()) {
            withRoutes(routes, () -> contract.play(NEW, site, Duration.ofSeconds(10)));
        }
    }

    @Test
    void itsFileHasAScenarioAndEachOfItsRoutesIsMissed() throws Exception {
        assertThat(RouteSteps.files(routes)).extracting(RouteSteps::name).contains(FILE);
        assertThat(EdgeStepRemovalTest.plays(FILE)).isEqualTo(1);
        List<Step> steps = RouteSteps.in(routes, Path.of(FILE));
        assertThat(steps).hasSameSizeAs(RouteSteps.in(routes, Path.of("channels/" + LIKE + ".camel.yaml")));
        ChannelContract contract = new ChannelContract(transformers);
        try (ChannelSite site = new ChannelSite()) {
            withRoutes(routes, () -> contract.playRoutes(NEW, site, Duration.ofSeconds(10)));
            for (Step step : steps) {
                Path without = RouteSteps.without(routes, step, scratch.resolve("without"));
                assertThat(catchThrowable(() ->
                                withRoutes(without, () -> contract.playRoutes(NEW, site, Duration.ofMillis(500)))))
                        .as("without " + step)
                        .isNotNull();
            }
        }
    }

    @FunctionalInterface
    private interface Play {
        void play() throws Exception;
    }

    private static void withRoutes(Path routes, Play play) throws Exception {
        System.setProperty(RouteFiles.FOLDER, routes.toString());
        try {
            play.play();
        } finally {
            System.clearProperty(RouteFiles.FOLDER);
        }
    }

    private static void rename(Path file) throws IOException {
        Files.writeString(file, Files.readString(file).replace(LIKE, NEW));
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return to;
    }
}
