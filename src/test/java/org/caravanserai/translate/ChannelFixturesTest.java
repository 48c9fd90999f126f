package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder {@code transformers/<channel>/fixtures/NN-case}: each {@code request.<shape>.json} must become
 * {@code expected.json} to the byte, or fail with the cause code in {@code expected-error.txt}. The expectations are
 * written by hand from what the channels publish.
 */
class ChannelFixturesTest {

    private static final Pattern REQUEST = Pattern.compile("request\\.([a-z0-9-]+)\\.json");

    private final Translator translator = Transformers.translator();

    @TestFactory
    Stream<DynamicTest> everyShapeOfEveryCaseBecomesTheExpectedOrder() {
        return requests()
                .map(request -> DynamicTest.dynamicTest(
                        Transformers.ROOT.relativize(request).toString(), request.toUri(), () -> check(request)));
    }

    @Test
    void everyChannelHasAtLeastSixCasesWithAnOrder() {
        assertThat(list(Transformers.ROOT).filter(channel -> Files.exists(channel.resolve("channel.yaml"))))
                .isNotEmpty()
                .allSatisfy(channel -> assertThat(list(channel.resolve("fixtures"))
                                .filter(one -> Files.exists(one.resolve("expected.json"))))
                        .hasSizeGreaterThanOrEqualTo(6));
    }

    @Test
    void everyCaseSaysWhatItExpectsAndHowItArrived() {
        assertThat(cases()).isNotEmpty().allSatisfy(folder -> {
            assertThat(folder.resolve("headers.json")).isRegularFile();
            assertThat(Files.exists(folder.resolve("expected.json"))
                            ^ Files.exists(folder.resolve("expected-error.txt")))
                    .isTrue();
            assertThat(list(folder)
                            .anyMatch(file -> REQUEST.matcher(file.getFileName().toString())
                                    .matches()))
                    .isTrue();
        });
    }

    private void check(Path request) throws IOException {
        Path folder = request.getParent();
        String channel = folder.getParent().getParent().getFileName().toString();
        Matcher shape = REQUEST.matcher(request.getFileName().toString());
        assertThat(shape.matches()).isTrue();
        byte[] body = Files.readAllBytes(request);
        if (Files.exists(folder.resolve("expected-error.txt"))) {
            MappingException failure =
                    catchThrowableOfType(MappingException.class, () -> translate(body, channel, shape.group(1)));
            assertThat(failure).as("the payload must be refused").isNotNull();
            assertThat(failure.code())
                    .isEqualTo(Files.readString(folder.resolve("expected-error.txt"))
                            .strip());
            assertThat(failure.getMessage()).isNotBlank();
            return;
        }
        JsonNode expected = Json.MAPPER.readTree(Files.readAllBytes(folder.resolve("expected.json")));
        JsonNode actual = translate(body, channel, shape.group(1));
        // the differing places first: readable, unlike two whole orders
        assertThat(differences("", expected, actual))
                .as("places that differ (expected | actual)")
                .isEmpty();
        assertThat(Json.MAPPER.writeValueAsBytes(actual)).isEqualTo(Json.MAPPER.writeValueAsBytes(expected));
        assertThat(Transformers.schema("order.v1").problems(expected))
                .as("the expectation itself meets the schema")
                .isEmpty();
    }

    private static List<String> differences(String at, JsonNode expected, JsonNode actual) {
        if (expected.isContainerNode()
                && expected.getNodeType() == actual.getNodeType()
                && expected.size() == actual.size()) {
            List<String> all = new ArrayList<>();
            List<JsonNode> right = new ArrayList<>();
            actual.forEach(right::add);
            Iterator<String> names = expected.fieldNames();
            Iterator<String> actualNames = actual.fieldNames();
            int i = 0;
            for (JsonNode left : expected) {
                String name = names.hasNext() ? names.next() : String.valueOf(i);
                String actualName = actualNames.hasNext() ? actualNames.next() : name;
                all.addAll(
                        name.equals(actualName)
                                ? differences(at + "/" + name, left, right.get(i))
                                : List.of(at + ": " + name + " | " + actualName));
                i++;
            }
            return all;
        }
        return expected.toString().equals(actual.toString())
                ? List.of()
                : List.of(at + ": " + expected + " | " + actual);
    }

    private JsonNode translate(byte[] body, String channel, String shape) {
        return translator.totals(translator.validate(translator.map(translator.parse(body), channel, shape)));
    }

    private static Stream<Path> requests() {
        return cases().flatMap(ChannelFixturesTest::list)
                .filter(file -> REQUEST.matcher(file.getFileName().toString()).matches());
    }

    private static Stream<Path> cases() {
        return list(Transformers.ROOT)
                .map(channel -> channel.resolve("fixtures"))
                .filter(Files::isDirectory)
                .flatMap(ChannelFixturesTest::list)
                .filter(folder -> list(folder)
                        .anyMatch(file -> file.getFileName().toString().startsWith("request.")));
    }

    private static Stream<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
