package org.caravanserai.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Route files and Java use the headers and properties that are declared in one place, and no others. */
class HubHeadersTest {

    private static final Path JAVA = Path.of("src/main/java");
    private static final Pattern IN_ROUTES = Pattern.compile("\\b(hub[A-Z]\\w*)");
    private static final Pattern LITERAL = Pattern.compile("\"(hub[A-Z]\\w*)\"");
    private static final Pattern CONSTANT = Pattern.compile("HubHeaders\\.([A-Z_]+)");
    /** Fields of documents, not headers. */
    private static final Set<String> FIELDS = Set.of("hubOrderId", "hubMicros");

    @Test
    void routeFilesUseOnlyWhatIsDeclared() throws IOException {
        Map<String, Set<String>> used = found(Path.of("routes"), ".yaml", IN_ROUTES);
        assertThat(used).isNotEmpty();
        used.keySet().removeAll(declared().values());
        assertThat(used)
                .as("headers no HubHeaders constant stands for, and where they are used")
                .isEmpty();
    }

    @Test
    void javaWritesTheirNamesNowhereElse() throws IOException {
        Map<String, Set<String>> literals = found(JAVA, ".java", LITERAL);
        assertThat(literals).containsKeys("hubKind");
        literals.values().forEach(files -> files.remove("HubHeaders.java"));
        literals.values().removeIf(Set::isEmpty);
        literals.keySet().removeAll(FIELDS);
        assertThat(literals)
                .as("literals that are to be constants of HubHeaders")
                .isEmpty();
    }

    @Test
    void everyDeclaredOneIsUsedAndNamedLikeItsConstant() throws IOException {
        assertThat(declared().keySet())
                .isSubsetOf(found(JAVA, ".java", CONSTANT).keySet());
        assertThat(declared())
                .allSatisfy((constant, name) -> assertThat(name.substring(3)
                                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                                .toUpperCase(java.util.Locale.ROOT))
                        .isEqualTo(constant));
    }

    private static Map<String, String> declared() {
        Map<String, String> declared = new TreeMap<>();
        for (Field field : HubHeaders.class.getDeclaredFields()) {
            try {
                declared.put(field.getName(), (String) field.get(null));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(field + " is not public", e);
            }
        }
        return declared;
    }

    /** What the pattern's group finds, and the names of the files it is found in. */
    private static Map<String, Set<String>> found(Path root, String suffix, Pattern pattern) throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(suffix)).toList()) {
                Matcher matcher = pattern.matcher(Files.readString(file));
                while (matcher.find()) {
                    found.computeIfAbsent(matcher.group(1), name -> new TreeSet<>())
                            .add(file.getFileName().toString());
                }
            }
        }
        return found;
    }
}
