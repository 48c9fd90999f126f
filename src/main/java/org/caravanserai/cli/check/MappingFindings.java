package org.caravanserai.cli.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.base.YamlFile;
import org.caravanserai.translate.MappingException;

/** Tells what is wrong with a mapping in the mapping's own file and line; the same fault in many fixtures is told once. */
final class MappingFindings {

    private static final Pattern IN_TEXT = Pattern.compile("line (\\d+), column \\d+");
    private static final Pattern IN_MAPPING = Pattern.compile("(.+\\.jslt):(\\d+)");
    private static final Pattern IMPORTED = Pattern.compile("(?m)^import \"([^\"]*order\\.[a-z0-9-]+\\.jslt)\"");
    private static final Pattern LACKS = Pattern.compile("(\\S*) (?:lacks|has the unknown field) (\\S+)");

    private final Path channel;
    private final Findings findings;
    private final Set<String> told = new HashSet<>();

    MappingFindings(Path channel, Findings findings) {
        this.channel = channel;
        this.findings = findings;
    }

    /** The place that a sentence of the schema speaks of, as a JSON pointer. */
    static String pointer(String problem) {
        Matcher inner = LACKS.matcher(problem);
        String at = problem.substring(0, Math.max(0, problem.indexOf(' ')));
        at = at.equals("/") ? "" : at;
        return inner.lookingAt() ? at + "/" + inner.group(2) : at;
    }

    /** A payload that should become an order was refused. */
    void refused(String shape, Path request, MappingException error) {
        String subject = name(request) + ": ";
        Matcher text = IN_TEXT.matcher(error.evidence());
        Matcher place = IN_MAPPING.matcher(error.evidence());
        if (text.find()) {
            findings.add(request, Integer.parseInt(text.group(1)), error.toString());
        } else if (place.matches()) {
            add(
                    channel.resolveSibling(place.group(1)),
                    Integer.parseInt(place.group(2)),
                    error.code(),
                    subject + "refused with " + error);
        } else if (error.code().equals("mapping.not_canonical")) {
            for (String problem : error.evidence().split("; ")) {
                if (problem.startsWith("/")) {
                    String at = pointer(problem);
                    add(mapping(shape), line(shape, at), withoutNumbers(at), subject + "is no order.v1: " + problem);
                }
            }
        } else {
            findings.add(request, 1, "refused with " + error + "; correct it, or expect that by an expected-error.txt");
        }
    }

    /** The mapping does not write what is expected. */
    void leftOut(String shape, Path request, String pointer) {
        Path expected = request.resolveSibling("expected.json");
        String there = name(expected) + ":" + YamlFile.read(expected).line(pointer);
        add(
                mapping(shape),
                line(shape, pointer),
                withoutNumbers(pointer),
                "leaves out " + pointer + ", which " + there + " has (" + request.getFileName() + ")");
    }

    private void add(Path mapping, int line, String fault, String what) {
        if (told.add(mapping + ":" + line + ":" + fault)) {
            findings.add(mapping, line, what);
        }
    }

    /** The file that writes the order: the mapping of the shape, or the one whose words it only prepares. */
    private Path mapping(String shape) {
        String name = "order." + shape + ".jslt";
        Path own = channel.resolve(name);
        Path mapping =
                Files.exists(own) ? own : channel.resolveSibling("canonical").resolve(name);
        Matcher other = IMPORTED.matcher(read(mapping));
        return other.find() ? channel.resolveSibling(other.group(1)) : mapping;
    }

    private int line(String shape, String pointer) {
        return new MappingPlaces(read(mapping(shape))).line(pointer);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private String name(Path file) {
        return channel.relativize(file).toString();
    }

    private static String withoutNumbers(String pointer) {
        return pointer.replaceAll("/[0-9]+(?=/|$)", "/*");
    }
}
