package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An order's round trip is described as the code has it: its steps, the forms they hand on, the layers. */
class RoundTripTest {

    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final String ROOT = "org.caravanserai.";
    private static final int MOST_FORMS = 15;

    private static final Pattern STEP = Pattern.compile("(?m)^(?<number>\\d+)\\. (?<text>.+)$");
    private static final Pattern METHOD = Pattern.compile("`(?<type>(?:[a-z]+\\.)+[A-Z]\\w*)\\.(?<method>[a-z]\\w*)`");
    private static final Pattern HANDED_ON = Pattern.compile("→ `(?<form>\\w+)`");
    private static final Pattern FORM = Pattern.compile("(?m)^\\| `(?<form>\\w+)` \\| `(?<package>[a-z.]+)` \\|");

    @Test
    void everyStepNamesMethodsThatExist() throws IOException {
        List<String> missing = new ArrayList<>();
        List<MatchResult> steps = STEP.matcher(trip()).results().toList();
        assertThat(steps).hasSizeGreaterThan(20);
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i).group();
            List<MatchResult> methods = METHOD.matcher(step).results().toList();
            assertThat(step).startsWith((i + 1) + ". ");
            assertThat(methods).as(step).isNotEmpty();
            methods.stream()
                    .filter(one -> !exists(one.group(1), one.group(2)))
                    .forEach(one -> missing.add(step.substring(0, 4).strip() + " " + one.group()));
        }
        assertThat(missing).as("methods in " + PAGE + " that do not exist").isEmpty();
    }

    @Test
    void noStepGoesThroughTheRuntime() throws IOException {
        assertThat(METHOD.matcher(trip()).results().map(one -> one.group(1)))
                .isNotEmpty()
                .noneMatch(type -> type.startsWith("runtime."));
    }

    @Test
    void theFormsAreFewAndExist() throws IOException {
        List<MatchResult> forms = FORM.matcher(forms()).results().toList();
        assertThat(forms).hasSizeBetween(10, MOST_FORMS);
        assertThat(forms)
                .allSatisfy(one -> assertThat(type(one.group(2) + "." + one.group(1)))
                        .as(one.group())
                        .isPresent());
    }

    @Test
    void whatTheStepsHandOnIsWhatTheTableLists() throws IOException {
        Set<String> handedOn = HANDED_ON
                .matcher(trip())
                .results()
                .map(one -> one.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed =
                FORM.matcher(forms()).results().map(one -> one.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(handedOn).isEqualTo(listed);
    }

    @Test
    void theLayersAreThoseOfTheArchitectureTest() throws IOException {
        String line = Files.readAllLines(PAGE).stream()
                .filter(one -> one.startsWith("`base` < "))
                .findFirst()
                .orElseThrow();
        List<Set<String>> described = Arrays.stream(line.replace("`", "").split(" < "))
                .map(layer -> Set.of(layer.split(", ")))
                .toList();
        assertThat(described).isEqualTo(ArchitectureTest.LAYERS);
    }

    private static boolean exists(String type, String method) {
        return type(type).stream()
                .flatMap(one -> Arrays.stream(one.getDeclaredMethods()))
                .anyMatch(one -> one.getName().equals(method) && !one.isSynthetic());
    }

    private static Optional<Class<?>> type(String name) {
        try {
            return Optional.of(Class.forName(ROOT + name, false, RoundTripTest.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static String trip() throws IOException {
        return between("## One order's round trip", "### Forms");
    }

    private static String forms() throws IOException {
        return between("### Forms", "\n## ");
    }

    private static String between(String from, String to) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(from);
        assertThat(start).as(from).isNotNegative();
        return page.substring(start, page.indexOf(to, start + from.length()));
    }
}
