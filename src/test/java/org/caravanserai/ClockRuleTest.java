package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caravanserai.testing.JavaSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever decides by the time is told the time, see {@code docs/decisions/020-whose-clock.md}: no SQL of the hub asks for it,
 * and no test's files hold a day of the calendar and a clock of the machine, however many files lie between the two.
 */
class ClockRuleTest {

    private static final Pattern SQL_CLOCK =
            Pattern.compile("(?i)(?<![.\\w])(?:(?:now|clock_timestamp|statement_timestamp"
                    + "|transaction_timestamp|timeofday)\\s*\\(\\)|current_timestamp|current_date|current_time|localtimestamp"
                    + "|'(?:now|today|yesterday|tomorrow)')");

    private static final Pattern JAVA_CLOCK = Pattern.compile("\\b(?:(?:Instant|LocalDate|LocalTime|LocalDateTime"
            + "|OffsetDateTime|ZonedDateTime|Year|YearMonth)\\.now\\(|Clock\\.system\\w+\\(|System\\.currentTimeMillis\\("
            + "|new Date\\(\\)|Calendar\\.getInstance\\()");

    /** Test support that starts a whole hub, which has the machine's clock. */
    private static final Pattern WHOLE_HUB = Pattern.compile("\\b(?:HubRuntime|HubChild)\\b");

    /** A day, unless it is a part of a path or of a file's name, as in {@code /orders/2026-01-01/orders}. */
    private static final Pattern DAY = Pattern.compile("(?<![/_\\d-])20\\d\\d-[01]\\d-[0-3]\\d(?!\\d)");

    private static final Pattern DAY_IN_CODE = Pattern.compile(
            "\\b(?:Local|Offset|Zoned)Date(?:Time)?\\.of\\(\\s*20\\d\\d|\\bInstant\\.ofEpoch\\w+\\(\\s*1[\\d_]{9}");

    /** Documents of channels, all of them dated. */
    private static final Pattern DATED_FILES = Pattern.compile("\\bfixtures(?:-out)?\\b|\\bdocs/samples\\b");

    /** Who in the hub may ask a clock that nobody gave it. */
    private static final Map<String, String> ASKS_THE_TIME = Map.of(
            "HubRuntime", "makes the hub's one clock",
            "AuditCommand", "a command of its own process; it only reads with it",
            "StockCommand", "a count of a person is of now unless she says otherwise",
            "TokenCommand", "90 days of a person at a terminal begin now",
            "DatabaseClock", "leases age by the database's clock, on purpose");

    /** Columns that nothing compares with a time, in tables that people fill by hand. */
    private static final Set<String> DEFAULTS = Set.of("account.created_at", "item.updated_at", "stock.updated_at");

    /** Sandbox, oracle, demo and bench: support of tests too, with clocks of their own. */
    private static final Path TESTBED = Path.of("src/testbed/java");

    private static final Pattern TEST = Pattern.compile("@(?:Test|ParameterizedTest|TestFactory|Property)\\b");

    /** Files whose clock meets no day, and why. */
    private static final Map<String, String> HARMLESS = Map.of(
            "SuiteEnd", "tells the processes of this run from older ones",
            "ClockRuleTest", "speaks of both",
            "Sandbox", "the command makes the clock that tests hand in",
            "Warehouse", "the command makes the clock that tests hand in",
            "Rules", "asks the database's clock unless the test says the time");

    /** Tests that may mix the two, and why. */
    private static final Map<String, String> MAY_MIX = new TreeMap<>();

    static {
        String claims =
                "the sandbox runs on the machine's clock; the days are what a client says, and no rule compares them";
        for (String test : List.of(
                "amazon/AmazonOrdersTest",
                "amazon/AmazonStaffTest",
                "amazon/ListingPatchTest",
                "amazon/ShipmentConfirmationTest",
                "shopify/GraphqlApiTest",
                "shopify/HubDocumentsTest",
                "woocommerce/WooFaultsTest",
                "woocommerce/WooOrdersTest",
                "woocommerce/WooProductsTest",
                "woocommerce/WooStaffTest",
                "woocommerce/WooTrackingsTest",
                "woocommerce/WooWebhooksTest")) {
            MAY_MIX.put("sandbox/" + test, claims);
        }
        MAY_MIX.put(
                "api/GeneratedClientsTest",
                "a real hub; the day of the fixture's order lies behind, and nothing compares it");
        for (String test : List.of("OrderCommandTest", "RecoverCommandTest")) {
            MAY_MIX.put(
                    "cli/" + test,
                    "a shop hands out a dated document to a hub of its own process; what becomes of it hangs on no time");
        }
        MAY_MIX.put(
                "cli/CommandLineTest",
                "sends a dated document to a hub of its own process and looks at number and state, which hang on no time");
    }

    @Test
    void noSqlOfTheHubAsksForTheTimeAndNoClassHasAClockOfItsOwn() {
        Set<String> asking = new TreeSet<>();
        for (Path file : files(Path.of("src/main/java"), ".java")) {
            JavaSource source = JavaSource.read(file);
            Stream.of(JavaSource.first(source.strings(), SQL_CLOCK), JavaSource.first(source.code(), JAVA_CLOCK))
                    .flatMap(Optional::stream)
                    .filter(found -> !ASKS_THE_TIME.containsKey(name(file)))
                    .forEach(found -> asking.add(file + ":" + found));
        }
        for (Path file : files(Path.of("routes"), ".yaml")) {
            JavaSource.first(text(file), SQL_CLOCK).ifPresent(found -> asking.add(file + ":" + found));
        }
        assertThat(asking)
                .as("the time is a parameter, from the clock that was handed in")
                .isEmpty();
    }

    @Test
    void noColumnThatIsComparedWithATimeHasADefaultOfNow() {
        Set<String> defaults = new TreeSet<>();
        for (Path file : files(Path.of("src/main/resources/db"), ".sql")) {
            String table = "";
            for (String line : text(file).lines().toList()) {
                Matcher create = Pattern.compile("create table (\\w+)").matcher(line);
                table = create.find() ? create.group(1) : table;
                if (SQL_CLOCK.matcher(line.replaceFirst("--.*", "")).find()) {
                    defaults.add(table + "." + line.strip().split("\\s")[0]);
                }
            }
        }
        assertThat(defaults).isEqualTo(DEFAULTS);
    }

    @Test
    void noTestMixesDaysOfTheCalendarWithTheClockOfTheMachine() {
        Map<String, String> mixtures = mixtures(List.of(Path.of("src/test/java"), TESTBED));
        assertThat(mixtures.keySet()).as("listed without need").containsAll(MAY_MIX.keySet());
        mixtures.keySet().removeAll(MAY_MIX.keySet());
        assertThat(mixtures)
                .as("give the test a TestClock, or take the days out of it")
                .isEmpty();
    }

    @Test
    void aMixtureIsFoundThroughWhateverFilesLieBetweenAndExplained(@TempDir Path sources) throws IOException {
        write(sources, "DatedTest", "class DatedTest { @Test void is() { Middle.go(\"2026-11-23T10:00:00Z\"); } }");
        write(
                sources,
                "OtherTest",
                "class OtherTest { /* Middle, 2026-11-23 */ @Test void is() { go(\"/v/2026-01-01/\"); } }");
        write(sources, "Middle", "class Middle {\n void go(String at) { new Support(); } }");
        write(sources, "Support", "class Support {\n // Instant.now()\n String sql = \"at > now() - 1\"; }");
        assertThat(mixtures(List.of(sources)))
                .isEqualTo(Map.of("DatedTest", "DatedTest.java:1: 2026-11-23 meets Support.java:3: now()"));
    }

    /** What each test mixes, by the test's place under the root. */
    private static Map<String, String> mixtures(List<Path> roots) {
        Map<String, List<Source>> named = new HashMap<>();
        for (Path root : roots) {
            for (Path file : files(root, ".java")) {
                named.computeIfAbsent(name(file), name -> new ArrayList<>()).add(Source.read(root, file));
            }
        }
        Map<String, String> mixtures = new TreeMap<>();
        named.values().stream().flatMap(List::stream).filter(Source::isTest).forEach(test -> {
            Set<Source> all = closure(test, named);
            Optional<String> day = first(all, Source::day);
            Optional<String> clock = first(all, Source::clock);
            if (day.isPresent() && clock.isPresent()) {
                mixtures.put(test.place.replace(".java", ""), day.get() + " meets " + clock.get());
            }
        });
        return mixtures;
    }

    /** A file of the tests and what of it the rule looks at. */
    private record Source(
            String place,
            String type,
            Path folder,
            String code,
            Set<String> names,
            Optional<String> day,
            Optional<String> clock) {

        static Source read(Path root, Path file) {
            String path = root.relativize(file).toString();
            JavaSource text = JavaSource.read(file);
            boolean harmless = HARMLESS.containsKey(name(file));
            return new Source(
                    path.replaceFirst("^org/caravanserai/(testbed/)?", ""),
                    path.replace(".java", "").replace('/', '.'),
                    file.getParent(),
                    text.code(),
                    text.names(),
                    // days in the testbed's own code are versions of interfaces
                    harmless || root.equals(TESTBED) ? Optional.empty() : ClockRuleTest.day(text),
                    harmless ? Optional.empty() : ClockRuleTest.clock(text));
        }

        boolean isTest() {
            return TEST.matcher(code).find();
        }

        /** Whether the name of the other file means it here: of types of one name, the one of this package or the imported. */
        boolean sees(Source other) {
            return other.folder.equals(folder) || code.contains(other.type);
        }
    }

    private static Set<Source> closure(Source test, Map<String, List<Source>> named) {
        Set<Source> all = new LinkedHashSet<>();
        Deque<Source> open = new ArrayDeque<>(List.of(test));
        while (!open.isEmpty()) {
            Source one = open.poll();
            if (all.add(one)) {
                one.names.forEach(name -> named.getOrDefault(name, List.of()).stream()
                        .filter(one::sees)
                        .forEach(open::add));
            }
        }
        return all;
    }

    private static Optional<String> first(Set<Source> files, Function<Source, Optional<String>> what) {
        return files.stream()
                .flatMap(file -> what.apply(file).map(found -> file.place + ":" + found).stream())
                .findFirst();
    }

    private static Optional<String> day(JavaSource source) {
        return JavaSource.first(source.strings(), DAY)
                .or(() -> JavaSource.first(source.code(), DAY_IN_CODE))
                .or(() -> JavaSource.first(source.strings(), DATED_FILES));
    }

    private static Optional<String> clock(JavaSource source) {
        return JavaSource.first(source.code(), JAVA_CLOCK)
                .or(() -> JavaSource.first(source.strings(), SQL_CLOCK))
                .or(() -> JavaSource.first(source.code(), WHOLE_HUB));
    }

    private static List<Path> files(Path root, String end) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".java"), text);
    }
}
