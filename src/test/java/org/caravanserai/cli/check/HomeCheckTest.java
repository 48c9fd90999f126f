package org.caravanserai.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The project's own files obey its rules, and each rule finds who breaks it. */
class HomeCheckTest {

    private static final Path ROUTES = Path.of("routes");
    private static final Path TRANSFORMERS = Path.of("transformers");

    @TempDir
    Path scratch;

    @Test
    void everyRouteRecipeMappingAndFixtureOfTheProjectIsRight() {
        Findings findings = new Findings(Path.of(""));

        List<String> looked = check(ROUTES, TRANSFORMERS, findings).run();

        assertThat(findings.all()).isEmpty();
        assertThat(looked).allSatisfy(counted -> assertThat(counted).doesNotStartWith("0 "));
    }

    @Test
    void theTableOfTheRoutesIsUpToDate() throws IOException {
        HomeCheck check = check(ROUTES, TRANSFORMERS, new Findings(Path.of("")));
        check.checkRoutes();

        assertThat(check.readable()).isTrue();
        assertThat(check.readme())
                .as("write it anew: ./hub check --write-routes-readme")
                .isEqualTo(Files.readString(ROUTES.resolve("README.md")));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', textBlock = """
            20-translate/translate-stock.camel.yaml    | bean: {id: parse-stock, ref   | bean: {ref                     | 12: bean has no id
            20-translate/translate-stock.camel.yaml    | id: parse-stock               | id: parseStock                 | 12: the id 'parseStock' must be words in lower case
            20-translate/translate-stock.camel.yaml    | id: parse-stock               | id: parse-order                | the id parse-order is that of translate-order.camel.yaml:12 already
            20-translate/translate-stock.camel.yaml    | id: translate-stock           | id: stock                      | 5: the id 'stock' must be verb-noun
            20-translate/translate-stock.camel.yaml    | group: translate              | group: stocks                  | 6: the group is 'stocks'
            20-translate/translate-stock.camel.yaml    | warehouse.                    | warehouse                      | 7: the description must be one sentence
            20-translate/translate-stock.camel.yaml    | # Pattern:                    | # Form:                        | 1: begin with three comments
            20-translate/translate-stock.camel.yaml    | direct:translate-stock        | direct:translate-stocks        | 10: nothing sends to direct:translate-stocks
            20-translate/translate-stock.camel.yaml    | an-error-is-an-outcome        | an-error                       | 8: there is no routeConfiguration an-error
            50-notify/stock-back.camel.yaml            | uri: direct:call-channel      | uri: direct:call               | no route reads direct:call
            50-notify/stock-back.camel.yaml            | method: goesOn                | methd: goesOn                  | Camel's method knows no methd
            50-notify/stock-back.camel.yaml            | stopOnException: true         | stopOnException: "yes"         | stopOnException must be of type boolean
            50-notify/stock-back.camel.yaml            | exchangeProperty.hubRequests  | exchngeProperty.hubRequests    | Unknown function: exchngeProperty.hubRequests
            30-allocate/process-inbox.camel.yaml       | workers:                      | worker:                        | Unknown parameters=[{worker=2}]
            30-allocate/process-inbox.camel.yaml       | hub.inbox.workers             | hub.inbox.helpers              | Property with key [hub.inbox.helpers] not found
            40-fulfil/dispatch.camel.yaml              | name: hubLocation             | name: location                 | headers and properties of ours are called hubSomething
            40-fulfil/dispatch.camel.yaml              | outbox:dispatch               | outbox:dispach                 | outbox:dispach is none of
            channels/amazon.camel.yaml                 | prefixId: amazon-pull-        | prefixId: pull-                | write prefixId: amazon-pull-
            channels/amazon.camel.yaml                 | routeTemplateRef: queue-pull  | routeTemplateRef: queue        | there is no routeTemplate queue
            channels/amazon.camel.yaml                 | name: channel                 | name: chanel                   | the template queue-pull needs the parameter channel
            70-api/stock.camel.yaml                    | from:                         | from                           | not YAML
            """)
    void aRouteThatBreaksARuleIsToldWithFileAndLine(String file, String right, String wrong, String told)
            throws IOException {
        copy(ROUTES, scratch.resolve("routes"));
        replace(scratch.resolve("routes").resolve(file), right, wrong);

        Findings findings = new Findings(scratch);
        check(scratch.resolve("routes"), TRANSFORMERS, findings).checkRoutes();

        assertThat(findings.all())
                .extracting(Finding::toString)
                .anySatisfy(one -> assertThat(one).startsWith("routes/").contains(told));
        assertThat(findings.all())
                .anySatisfy(one -> assertThat(one.file())
                        .isEqualTo("routes/"
                                + (told.startsWith("Unknown function") ? "channels/shopify.camel.yaml" : file)));
    }

    @Test
    void foldersThatAreNotThereAreToldAndNothingElseHappens() {
        Findings findings = new Findings(scratch);

        check(scratch.resolve("no-routes"), scratch.resolve("no-channels"), findings)
                .run();

        assertThat(findings.all()).extracting(Finding::file).containsExactly("no-channels", "no-routes");
    }

    private static HomeCheck check(Path routes, Path transformers, Findings findings) {
        Properties settings = Settings.effective(new Home(Path.of("target/no-home")));
        return new HomeCheck(routes, transformers, settings, findings);
    }

    private static void replace(Path file, String right, String wrong) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(right);
        Files.writeString(
                file,
                text.replaceFirst(
                        java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong)));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
