package org.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every table of the schema is written by one package; read from the SQL in the sources and in the routes. */
class TableOwnerTest {

    private static final Path SOURCES = Path.of("src/main/java/org/caravanserai");
    private static final Path ROUTES = Path.of("routes");
    private static final Path SCHEMA = Path.of("src/main/resources/db/migration");

    private static final Pattern TABLE = Pattern.compile("(?im)^create table (?:if not exists )?(\\w+)");
    private static final Pattern WRITE = Pattern.compile(
            "(?i)\\b(?:insert\\s+into|update(?:\\s+only)?|delete\\s+from(?:\\s+only)?|merge\\s+into|truncate(?:\\s+table)?|copy)"
                    + "\\s+(?:public\\.)?\"?(\\w+)");
    /** A statement whose table stands elsewhere would not be seen. */
    private static final Pattern CUT_OFF =
            Pattern.compile("(?i)(?<!\\bfor |\\bdo )\\b(?:insert\\s+into|update|delete\\s+from)\\s*$");

    /** A text block, a string, a character or a comment; the first two are what counts. */
    private static final Pattern LITERAL = Pattern.compile(
            "\"\"\"(?<block>.*?)(?<!\\\\)\"\"\"|\"(?<text>(?:\\\\.|[^\"\\\\\\n])*)\"|'(?:\\\\.|[^'\\\\])+'|//[^\\n]*|/\\*.*?\\*/",
            Pattern.DOTALL);

    /** Tables of two packages, still. */
    private static final Set<String> STILL_SHARED = Set.of();

    /** Tables that are there before anybody writes them. */
    private static final Set<String> NOT_WRITTEN_YET = Set.of("return_case", "return_case_line");

    private record Write(String table, String owner, String where) {}

    @Test
    void everyTableIsWrittenByOnePackage() throws IOException {
        Map<String, List<Write>> writes =
                writes().stream().collect(Collectors.groupingBy(Write::table, TreeMap::new, Collectors.toList()));
        List<String> wrong = new ArrayList<>();
        for (String table : tables()) {
            List<Write> its = writes.getOrDefault(table, List.of());
            Set<String> owners = its.stream().map(Write::owner).collect(Collectors.toCollection(TreeSet::new));
            int expected = NOT_WRITTEN_YET.contains(table) ? 0 : 1;
            if (owners.size() != expected && !STILL_SHARED.contains(table)) {
                wrong.add(table + " is written by " + owners
                        + its.stream().map(one -> "\n    " + one.where).sorted().collect(Collectors.joining()));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noStatementIsPutTogetherFromAVerbAndATableElsewhere() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : files(SOURCES, ".java")) {
            for (Literal one : literals(Files.readString(file))) {
                if (CUT_OFF.matcher(one.text).find()) {
                    wrong.add(file + ":" + one.line);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatStandsInACommentIsNoStatement() {
        String source =
                "// insert into a\n/* update b */ char c = '\"'; String s = \"delete from d\";\nString t = \"\"\"\n"
                        + "  insert into e (f) values (1) on conflict do update set f = 2\n  \"\"\";";
        assertThat(literals(source).stream().flatMap(one -> written(one.text).stream()))
                .containsExactly("d", "e", "set");
    }

    private static List<Write> writes() throws IOException {
        Set<String> tables = tables();
        List<Write> writes = new ArrayList<>();
        for (Path file : files(SOURCES, ".java")) {
            String owner = SOURCES.relativize(file).getName(0).toString();
            for (Literal one : literals(Files.readString(file))) {
                Matcher write = WRITE.matcher(one.text);
                while (write.find()) {
                    add(writes, tables, write.group(1), owner, file, one.line + lines(one.text, write.start()));
                }
            }
        }
        for (Path file : files(ROUTES, ".yaml")) {
            // the package is the route folder
            String owner = ROUTES.relativize(file).getName(0).toString().replaceFirst("^\\d+-", "");
            String text = Files.readString(file).replaceAll("(?m)^\\s*#.*", "");
            Matcher write = WRITE.matcher(text);
            while (write.find()) {
                add(writes, tables, write.group(1), owner, file, 1 + lines(text, write.start()));
            }
        }
        return writes;
    }

    private static void add(List<Write> writes, Set<String> tables, String table, String owner, Path file, int line) {
        if (tables.contains(table.toLowerCase())) {
            writes.add(new Write(table.toLowerCase(), owner, file + ":" + line));
        }
    }

    private static List<String> written(String text) {
        return WRITE.matcher(text).results().map(one -> one.group(1)).toList();
    }

    private static Set<String> tables() throws IOException {
        Set<String> tables = new TreeSet<>();
        for (Path file : files(SCHEMA, ".sql")) {
            TABLE.matcher(Files.readString(file)).results().forEach(one -> tables.add(one.group(1)));
        }
        assertThat(tables).contains("orders", "outbox", "audit_head");
        return tables;
    }

    /** A string of a source file and the line it begins in; a text block's text begins in the next. */
    private record Literal(String text, int line) {}

    private static List<Literal> literals(String source) {
        List<Literal> found = new ArrayList<>();
        Matcher literal = LITERAL.matcher(source);
        while (literal.find()) {
            String text = literal.group("block") != null ? literal.group("block") : literal.group("text");
            if (text != null) {
                found.add(new Literal(text, 1 + lines(source, literal.start())));
            }
        }
        return found;
    }

    private static int lines(String text, int end) {
        return (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    private static List<Path> files(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
