package org.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;
import org.junit.jupiter.api.Test;

/** The bans of the build, held against Maven's own reading of version ranges and against what is really on the class path. */
class AdvisoriesTest {

    private record Ban(String group, String artifact, String range) {

        boolean hits(String coordinates) throws InvalidVersionSpecificationException {
            String[] parts = coordinates.split(":");
            return matches(group, parts[0])
                    && matches(artifact, parts[1])
                    && (range.isEmpty()
                            || VersionRange.createFromVersionSpec(range)
                                    .containsVersion(new DefaultArtifactVersion(parts[2])));
        }

        private static boolean matches(String pattern, String text) {
            return text.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
        }
    }

    private final List<Ban> bans;

    AdvisoriesTest() throws Exception {
        bans = Pattern.compile("<exclude>([^:<]+):([^:<]+)(?::([^<]+))?</exclude>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(AdvisoriesTest::ban)
                .toList();
    }

    private static Ban ban(MatchResult match) {
        return new Ban(match.group(1), match.group(2), match.group(3) == null ? "" : match.group(3));
    }

    @Test
    void theVulnerableRangesAreBannedAndTheirFixesAreNot() throws Exception {
        for (String artifact : List.of("artemis-server", "artemis-core-client", "artemis-journal")) {
            assertThat(banned("org.apache.artemis:" + artifact + ":2.50.0")).isTrue();
            assertThat(banned("org.apache.artemis:" + artifact + ":2.56.0")).isTrue();
            assertThat(banned("org.apache.artemis:" + artifact + ":2.57.0")).isFalse();
        }
        assertThat(banned("org.apache.camel:camel-core:4.21.0")).isTrue();
        assertThat(banned("org.apache.camel:camel-core:4.22.0")).isFalse();
        for (String artifact : List.of(
                "camel-activemq",
                "camel-activemq6",
                "camel-exec",
                "camel-groovy",
                "camel-groovy-xml",
                "camel-oauth",
                "camel-undertow")) {
            assertThat(banned("org.apache.camel:" + artifact + ":4.22.0"))
                    .as(artifact)
                    .isTrue();
        }
        assertThat(banned("org.apache.activemq:artemis-server:2.44.0")).isTrue();
    }

    @Test
    void nothingOnTheClassPathIsBanned() throws Exception {
        List<String> jars = List.of(
                Files.readString(Path.of("target/classpath.txt")).strip().split(":"));
        assertThat(jars).hasSizeGreaterThan(100);
        for (String jar : jars) {
            Path version = Path.of(jar).getParent();
            Path artifact = version.getParent();
            String path = artifact.getParent().toString();
            String group = path.substring(path.indexOf("/repository/") + "/repository/".length())
                    .replace('/', '.');
            assertThat(banned(group + ":" + artifact.getFileName() + ":" + version.getFileName()))
                    .as(jar)
                    .isFalse();
        }
    }

    private boolean banned(String coordinates) throws InvalidVersionSpecificationException {
        for (Ban ban : bans) {
            if (ban.hits(coordinates)) {
                return true;
            }
        }
        return false;
    }
}
