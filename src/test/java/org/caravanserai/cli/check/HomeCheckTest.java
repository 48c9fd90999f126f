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
import org.caravanserai.runtime.wiring.RouteBeans;
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
            20-translate/translate-stock.camel.yaml  | bean: {id: parse-stock, ref  | bean: {ref                    | 15: bean has no id
            20-translate/translate-stock.camel.yaml  | id: parse-stock              | id: parseStock                | 15: the id 'parseStock' must be words in lower case
            20-translate/translate-stock.camel.yaml  | id: parse-stock              | id: parse-order               | the id parse-order is that of translate-order.camel.yaml:14 already
            20-translate/translate-stock.camel.yaml  | id: parse-stock              | id: read-event                | the id read-event is that of read-event.camel.yaml:1 already
            20-translate/translate-stock.camel.yaml  | id: translate-stock          | id: stock                     | 2: the id 'stock' must be verb-noun
            20-translate/translate-stock.camel.yaml  | id: translate-stock          | id: count-stock               | 2: the id 'count-stock' must be the file's name, translate-stock
            20-translate/translate-stock.camel.yaml  | group: translate             | group: stocks                 | 3: the group is 'stocks'
            20-translate/translate-stock.camel.yaml  | units in a warehouse.        | units in a warehouse          | 4: the description must be one sentence
            20-translate/translate-stock.camel.yaml  | Pattern:                     | Form:                         | 5: the note must begin with 'Pattern: ...'
            20-translate/translate-stock.camel.yaml  | direct:translate-stock       | direct:translate-stocks       | 13: nothing sends to direct:translate-stocks
            20-translate/translate-stock.camel.yaml  | event-failures               | event-fails                   | 11: there is no routeConfiguration event-fails
            20-translate/translate-stock.camel.yaml  | ref: translateSteps          | ref: translateStep            | 15: there is no bean translateStep; did you mean translateSteps
            20-translate/translate-stock.camel.yaml  | method: parse                | method: prase                 | 15: the bean translateSteps has no method prase; did you mean parse
            20-translate/translate-stock.camel.yaml  | method: parse                | method: "parse(1, 2)"         | 15: no method parse of TranslateSteps takes 2 arguments
            20-translate/translate-stock.camel.yaml  | , method: parse}             | }                             | 15: say which method of translateSteps
            70-api/get-order.camel.yaml              | #apiHttpBinding              | #apiBinding                   | there is no bean apiBinding; did you mean apiHttpBinding
            70-api/get-order.camel.yaml              | #apiHttpBinding              | #apiContract                  | httpBinding wants a HttpBinding, and ApiContract is none
            80-watch/forget-deliveries.camel.yaml    | claim('forget-deliveries')   | claims('forget-deliveries')   | the bean dailyJobs has no method claims; did you mean claim
            30-allocate/process-inbox.camel.yaml     | #collectEventContexts        | #collectEvents                | there is no bean collectEvents; did you mean collectEventContexts
            50-notify/report-stock.camel.yaml        | uri: direct:call-channel     | uri: direct:call              | no route reads direct:call
            50-notify/report-stock.camel.yaml        | method: allAccepted          | methd: allAccepted            | Camel's method knows no methd
            50-notify/report-stock.camel.yaml        | stopOnException: true        | stopOnException: "yes"        | stopOnException must be of type boolean
            50-notify/report-stock.camel.yaml        | exchangeProperty.hubRequests | exchngeProperty.hubRequests   | 29: the expression ${exchngeProperty.hubRequests} cannot be read: Unknown function: exchngeProperty.hubRequests
            50-notify/report-stock.camel.yaml        | hubRequests}                 | hubRequests                   | 29: expression: ${ is opened and not closed by }
            20-translate/read-event.camel.yaml       | ${exchangeProperty.hubCarrier.kind()} == 'order'    | ${exchangeProperty.hubCarrier.kind() == 'order'      | 19: expression: ${ is opened and not closed by }
            30-allocate/process-inbox.camel.yaml     | {{hub.inbox.workers}}        | {{hub.inbox.workers           | 16: workers: {{ is opened and not closed by }}
            30-allocate/process-inbox.camel.yaml     | workers:                     | worker:                       | Unknown parameters=[{worker=2}]
            30-allocate/process-inbox.camel.yaml     | hub.inbox.workers            | hub.inbox.helpers             | 16: Camel cannot load it: Property with key [hub.inbox.helpers] not found
            40-fulfil/dispatch-order.camel.yaml      | name: hubLocation            | name: location                | headers and properties of ours are called hubSomething
            40-fulfil/dispatch-order.camel.yaml      | outbox:dispatch              | outbox:dispach                | outbox:dispach is none of
            channels/amazon.camel.yaml               | prefixId: amazon-pull-queue- | prefixId: pull-               | write prefixId: amazon-pull-queue-
            channels/amazon.camel.yaml               | routeId: amazon-pull-queue   | routeId: amazon-queue         | the routeId 'amazon-queue' must be amazon-pull-queue
            channels/amazon.camel.yaml               | routeTemplateRef: pull-queue | routeTemplateRef: queue       | there is no routeTemplate queue
            channels/amazon.camel.yaml               | name: channel                | name: chanel                  | the template pull-queue needs the parameter channel
            70-api/put-stock.camel.yaml              | from:                        | from                          | not YAML
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
        assertThat(findings.all()).anySatisfy(one -> assertThat(one.file()).isEqualTo("routes/" + file));
    }

    @Test
    void oneBadFileHidesNoOther() throws IOException {
        copy(ROUTES, scratch.resolve("routes"));
        Path routes = scratch.resolve("routes");
        replace(routes.resolve("70-api/put-stock.camel.yaml"), "from:", "from");
        replace(
                routes.resolve("20-translate/event-failures.camel.yaml"),
                "- routeConfiguration:",
                "- routeConfiguration: {");
        replace(routes.resolve("20-translate/translate-stock.camel.yaml"), "method: parse", "method: prase");
        replace(routes.resolve("30-allocate/process-inbox.camel.yaml"), "workers:", "worker:");
        replace(routes.resolve("40-fulfil/dispatch-order.camel.yaml"), "${header.hubLocation}", "${header.hubLocation");
        replace(routes.resolve("50-notify/report-stock.camel.yaml"), "stopOnException: true", "stopOnException: 'yes'");
        replace(routes.resolve("channels/amazon.camel.yaml"), "value: amazon", "value: amazom");

        Findings findings = new Findings(scratch);
        check(routes, TRANSFORMERS, findings).checkRoutes();

        assertThat(findings.all().stream().map(Finding::file).distinct())
                .as(findings.all().toString())
                .containsExactly(
                        "routes/20-translate/event-failures.camel.yaml",
                        "routes/20-translate/translate-stock.camel.yaml",
                        "routes/30-allocate/process-inbox.camel.yaml",
                        "routes/40-fulfil/dispatch-order.camel.yaml",
                        "routes/50-notify/report-stock.camel.yaml",
                        "routes/70-api/put-stock.camel.yaml",
                        "routes/channels/amazon.camel.yaml");
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
        return new HomeCheck(routes, transformers, settings, RouteBeans.all(), findings);
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
