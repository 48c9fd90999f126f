package org.caravanserai.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java file as house rules read it. Both parts are as long as the file and have its lines.
 *
 * @param code the file without comments and without what stands in strings
 * @param strings what stands in strings and text blocks, and nothing else
 */
public record JavaSource(String code, String strings) {

    private static final Pattern TOKEN = Pattern.compile(
            "(?s)(?<comment>//[^\\n]*+|/\\*.*?\\*/)"
                    + "|(?<string>\"\"\".*?(?<!\\\\)\"\"\"|\"(?:[^\"\\\\\\n]++|\\\\.)*+\")|'(?:\\\\[^\\n][^'\\n]*+|[^'\\\\\\n])'");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w*");

    public static JavaSource read(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JavaSource of(String text) {
        StringBuilder code = new StringBuilder();
        StringBuilder strings = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find()) {
            String between = text.substring(end, token.start());
            code.append(between).append(blank(token.group()));
            strings.append(blank(between)).append(token.group("string") == null ? blank(token.group()) : token.group());
            end = token.end();
        }
        code.append(text, end, text.length());
        strings.append(blank(text.substring(end)));
        return new JavaSource(code.toString(), strings.toString());
    }

    /** The capitalised words of the code: types, constants and whatever else may name another file. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(code);
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    /** Where {@code pattern} is first found in {@code part}, as {@code line: what was found}. */
    public static Optional<String> first(String part, Pattern pattern) {
        Matcher found = pattern.matcher(part);
        return found.find()
                ? Optional.of(1
                        + part.substring(0, found.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count() + ": " + found.group().strip())
                : Optional.empty();
    }

    private static String blank(String text) {
        return text.replaceAll("[^\\n]", " ");
    }
}
