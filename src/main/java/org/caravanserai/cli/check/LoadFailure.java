package org.caravanserai.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.cli.check.RouteFile.RouteEntry;

/** What Camel said when it could not load a route, and the line that it means. */
final class LoadFailure {

    private static final Pattern PLACE = Pattern.compile("[^\\s:]+\\.camel\\.yaml:(\\d+)");
    /** What stands in brackets, and words with a mark inside: those are names from the file. */
    private static final Pattern NAME = Pattern.compile("[\\[{(]([\\w.:#-]{3,})|([\\w#]+(?:[.:-]\\w+)+)");

    private final String text;

    LoadFailure(Exception error) {
        this.text = String.valueOf(error.getMessage());
    }

    /** @param entry the route; null when the file has none */
    void tell(RouteFile file, RouteEntry entry, Findings findings) {
        String reason = text.substring(Math.max(0, text.lastIndexOf("because: ")))
                .replaceFirst("^because: ", "")
                .replaceFirst("(?s)^.* due to: ", "");
        String said = reason.lines().findFirst().orElse(text);
        findings.add(file.path(), line(file, entry, said), "Camel cannot load it: " + said);
    }

    private int line(RouteFile file, RouteEntry entry, String said) {
        Matcher place = PLACE.matcher(text);
        if (place.find()) {
            return Integer.parseInt(place.group(1));
        }
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(said);
        while (name.find()) {
            names.add(name.group(1) == null ? name.group(2) : name.group(1));
        }
        int from = entry == null ? 1 : file.line(entry.pointer());
        List<String> lines = file.yaml().lines();
        for (String one : names) {
            List<Integer> at = new ArrayList<>();
            for (int i = from; i <= lines.size(); i++) {
                if (lines.get(i - 1).contains(one)) {
                    at.add(i);
                }
            }
            if (at.size() == 1) {
                return at.get(0);
            }
        }
        return from;
    }
}
