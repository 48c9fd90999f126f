package org.caravanserai.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What goes into the product's jar and image, evaluated from the files that say so: nothing of the testbed. */
class PackagedContentsTest {

    private static final Path CLASSES = Path.of("target/classes");
    private static final List<Path> TESTBED = List.of(Path.of("src/testbed/java"), Path.of("src/testbed/resources"));

    private record Copy(boolean fromBuild, String source) {}

    private static List<Copy> copies() throws IOException {
        List<Copy> copies = new ArrayList<>();
        for (MatchResult line : Pattern.compile("^(?:COPY|ADD) (--from=build )?(.+)$", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("docker/Dockerfile")))
                .results()
                .toList()) {
            String[] words = line.group(2).trim().split(" +");
            for (int i = 0; i < words.length - 1; i++) {
                copies.add(new Copy(line.group(1) != null, words[i]));
            }
        }
        return copies;
    }

    /** Every file below the sources of the testbed, by its name in a jar. */
    private static List<String> namesOfTheTestbed() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path root : TESTBED) {
            for (Path file : files(root)) {
                names.add(root.relativize(file).toString().replaceFirst("\\.java$", ".class"));
            }
        }
        assertThat(names)
                .contains("org/caravanserai/testbed/sandbox/Sandbox.class", "bench/bare.sql", "sandbox/logback.xml");
        return names;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theJarHoldsNothingOfTheTestbed() throws IOException {
        assertThat(CLASSES.resolve("org/caravanserai/Hub.class")).exists();
        assertThat(namesOfTheTestbed()).noneMatch(name -> Files.exists(CLASSES.resolve(name)));
        assertThat(CLASSES.resolve("org/caravanserai/testbed")).doesNotExist();
    }

    @Test
    void theImageTakesOnlyWhatIsOfTheProduct() throws IOException {
        List<Copy> copies = copies();
        assertThat(copies).hasSizeGreaterThan(4);
        for (Copy copy : copies) {
            if (copy.fromBuild()) {
                assertThat(copy.source()).isIn("/build/target/classes", "/build/target/lib");
                continue;
            }
            Path source = Path.of(copy.source());
            assertThat(source).exists();
            for (Path file : files(source)) {
                assertThat(TESTBED)
                        .as(copy + " takes " + file)
                        .noneMatch(root -> file.normalize().startsWith(root));
                assertThat(file.normalize().toString()).doesNotStartWith("target/");
            }
        }
    }

    @Test
    void theImagesLibrariesAreThoseOfTheHubAtRunTime() throws IOException {
        assertThat(Files.readString(Path.of("docker/Dockerfile")))
                .containsPattern("dependency:copy-dependencies -DincludeScope=runtime");
        String libraries = Files.readString(Path.of("target/classpath.txt"));
        assertThat(libraries).contains("camel-core").doesNotContain("graphql-java", "java-dataloader", "archunit");
    }

    @Test
    void prepareCopiesNothing() throws IOException {
        assertThat(Files.readString(Path.of("docker/prepare")))
                .doesNotContain("testbed")
                .doesNotContainPattern("(?m)^\\s*(cp|install|rsync) ");
    }
}
