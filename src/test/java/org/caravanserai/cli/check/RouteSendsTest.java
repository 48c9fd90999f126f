package org.caravanserai.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.testing.RouteGaps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./hub check} says of an {@code outbox:send} at the wrong place what would else fail when the first order comes. */
class RouteSendsTest {

    private static final Path ROUTES = Path.of("routes");
    private static final String SEND = "to: {id: send-it, uri: \"outbox:send?queue=hub.custom.copies\"}";

    @TempDir
    Path scratch;

    @Test
    void behindEachStepItIsWrongExactlyWhereTheBatchIsStoredAlready() throws IOException {
        List<RouteGaps.Gap> all = RouteGaps.of(ROUTES);
        assertThat(all).hasSizeGreaterThan(30);
        for (RouteGaps.Gap gap : all) {
            List<Finding> found = found(gap, SEND);
            if (gap.storesBehind()) {
                assertThat(found).as("behind %s", gap).isEmpty();
            } else {
                assertThat(found).as("behind %s", gap).singleElement().satisfies(one -> {
                    assertThat(one.file()).endsWith(gap.file().toString());
                    assertThat(Files.readAllLines(Path.of(one.file())).get(one.line() - 1))
                            .contains("outbox:send");
                    assertThat(one.what())
                            .containsPattern("stands behind (store-batch|to-allocate-batch)")
                            .contains("put it before");
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20-translate/translate-order.camel.yaml,compare-totals",
        "30-allocate/allocate-batch.camel.yaml,plan-dispatch"
    })
    void behindAWireTapItIsWrongEverywhere(String file, String behind) throws IOException {
        RouteGaps.Gap gap = new RouteGaps.Gap(Path.of(file), behind, false);
        assertThat(found(gap, SEND.replaceFirst("to:", "wireTap:")))
                .singleElement()
                .satisfies(one -> assertThat(one.what()).contains("behind wireTap", "a step 'to' of the route"));
        assertThat(found(
                        gap, SEND.replace("outbox:send?queue=", "jmsOut:queue:").replaceFirst("to:", "wireTap:")))
                .isEmpty();
    }

    @Test
    void inAnotherBranchThanTheOneThatStoresItIsRight() throws IOException {
        RouteGaps.Gap gap = new RouteGaps.Gap(Path.of("30-allocate/allocate-batch.camel.yaml"), "plan-dispatch", false);
        String choice = """
                choice:
                  id: choose
                  when:
                    - id: when-some
                      expression: {simple: {expression: "${body} != null"}}
                      steps:
                        - bean: {id: store-early, ref: storeBatch, method: store}
                  otherwise:
                    id: else
                    steps:
                      - %s
                """.formatted(SEND);
        assertThat(found(gap, choice)).isEmpty();
    }

    private List<Finding> found(RouteGaps.Gap gap, String step) throws IOException {
        Path routes = RouteGaps.with(ROUTES, gap, List.of(step), scratch);
        List<RouteFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(routes.resolve("30-allocate"))) {
            paths.sorted().map(RouteFile::read).forEach(files::add);
        }
        if (gap.file().startsWith("20-translate")) {
            files.add(RouteFile.read(routes.resolve(gap.file())));
        }
        Findings findings = new Findings(Path.of(""));
        new RouteSends(findings).check(files);
        return findings.all();
    }
}
