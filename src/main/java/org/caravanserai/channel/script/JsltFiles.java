package org.caravanserai.channel.script;

import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.base.ConfigException;

/**
 * Compiles JSLT files with all that they import. What is wrong is told as {@code file:line: what}, also where JSLT itself
 * names no place (a bad regular expression) or is silent until a payload comes by (an undefined variable). Nulls in what a
 * file puts out are kept.
 */
public final class JsltFiles {

    /** Where an import leads. */
    @FunctionalInterface
    public interface Imports {

        /** Empty when the name leads to no file that may be imported. */
        Optional<Path> find(String name);
    }

    private static final Pattern LINE = Pattern.compile("line (\\d+)");
    private static final Pattern REGEX = Pattern.compile("Syntax error in regular expression '(.*)'.*", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|//[^\n]*");

    private final java.util.function.Function<Path, String> shown;
    private final Imports imports;
    private final Collection<Function> functions;

    /**
     * @param shown a file's name in messages
     * @param functions what the files may use besides JSLT's own functions
     */
    public JsltFiles(
            java.util.function.Function<Path, String> shown,
            Imports imports,
            Collection<? extends Function> functions) {
        this.shown = shown;
        this.imports = imports;
        this.functions = List.copyOf(functions);
    }

    /** @throws ConfigException {@code file:line: what} */
    public Expression compile(Path file) {
        String name = shown.apply(file);
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> imported = new LinkedHashMap<>();
        try {
            return new Parser(open(file, texts))
                    .withSource(name)
                    .withFunctions(functions)
                    .withObjectFilter(value -> true)
                    .withResourceResolver(wanted -> {
                        Path found = imports.find(wanted)
                                .orElseThrow(() -> new ConfigException(name + ":" + lineOf(texts.get(name), wanted)
                                        + ": import " + wanted + " leads to no file that may be imported"));
                        imported.put(wanted, shown.apply(found));
                        return open(found, texts);
                    })
                    .compile();
        } catch (JsltException e) {
            throw new ConfigException(
                    place(e, name, texts, imported) + ": "
                            + e.getMessageWithoutLocation().lines().findFirst().orElse("wrong"),
                    e);
        }
    }

    private Reader open(Path file, Map<String, String> texts) {
        String name = shown.apply(file);
        try {
            String text = Files.readString(file);
            JsltVariables.check(name, text);
            texts.put(name, text);
            return new StringReader(text);
        } catch (IOException e) {
            throw new ConfigException(file + ":1: cannot be read: " + e.getMessage(), e);
        }
    }

    private static String place(
            JsltException error, String name, Map<String, String> texts, Map<String, String> imported) {
        if (error.getSource() != null) {
            return imported.getOrDefault(error.getSource(), error.getSource()) + ":" + error.getLine();
        }
        Matcher regex = REGEX.matcher(String.valueOf(error.getMessage()));
        if (regex.matches()) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                int line = lineOf(text.getValue(), regex.group(1));
                if (line > 0) {
                    return text.getKey() + ":" + line;
                }
            }
        }
        Matcher line = LINE.matcher(String.valueOf(error.getMessage()));
        return name + ":" + (line.find() ? line.group(1) : "1");
    }

    /** The line in which a text literal stands; 0 when it does not. */
    private static int lineOf(String code, String literal) {
        Matcher text = TEXT.matcher(code);
        while (text.find()) {
            if (text.group(1) != null && unescaped(text.group(1)).equals(literal)) {
                return 1
                        + (int) code.substring(0, text.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
            }
        }
        return 0;
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }
}
