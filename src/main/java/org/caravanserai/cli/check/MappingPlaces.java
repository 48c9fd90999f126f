package org.caravanserai.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in a mapping a place of its result is written, or would have to be. */
final class MappingPlaces {

    private final String code;

    /** @param code the mapping's text */
    MappingPlaces(String code) {
        this.code = code;
    }

    /**
     * The line of the innermost key on the way to {@code pointer} that the mapping writes, or of the variable that holds what
     * is inside it; else the line of the mapping's result.
     */
    int line(String pointer) {
        int at = result();
        int inside = at;
        for (String name : names(pointer)) {
            Matcher key = Pattern.compile("\"" + Pattern.quote(name) + "\"\\s*:(?:\\s*\\$([A-Za-z0-9_-]+))?")
                    .matcher(code);
            if (!key.find(inside)) {
                at = inside;
                break;
            }
            at = key.start();
            inside = key.group(1) == null ? at : definition(key.group(1), at);
        }
        return 1 + (int) code.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private int definition(String variable, int otherwise) {
        Matcher let =
                Pattern.compile("\\blet\\s+" + Pattern.quote(variable) + "\\b").matcher(code);
        return let.find() ? let.start() : otherwise;
    }

    /** The last brace that begins a line: a mapping ends with what it puts out. */
    private int result() {
        return code.startsWith("{") && !code.contains("\n{") ? 0 : Math.max(0, code.lastIndexOf("\n{") + 1);
    }

    /** The keys of a pointer, without the numbers of entries. */
    private static List<String> names(String pointer) {
        List<String> names = new ArrayList<>();
        for (String part : pointer.split("/")) {
            if (!part.isEmpty() && !part.matches("[0-9]+")) {
                names.add(part.replace("~1", "/").replace("~0", "~"));
            }
        }
        return names;
    }
}
