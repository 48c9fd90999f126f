package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.cli.check.RouteFile.Entry;
import org.caravanserai.cli.check.RouteFile.Step;

/** {@code routes/README.md}: what the route files say of themselves, as tables. */
final class RoutesReadme {

    private static final Set<String> SENDERS = Set.of("to", "toD", "wireTap", "enrich", "pollEnrich");
    private static final Pattern SIMPLE = Pattern.compile("\\$\\{[^}]*[.:]([A-Za-z]+)}");

    private RoutesReadme() {}

    /** @param files in the order of their paths */
    static String write(List<RouteFile> files) {
        StringBuilder text = new StringBuilder("""
                # Routes

                An order's way, from the top: what a channel sends comes in at `10-intake`, is understood at `20-translate`, decided and
                stored in one transaction at `30-allocate`, goes to warehouses at `40-fulfil` and back to the channel at `50-notify`; what
                fails ends at `60-recover`. `70-api` answers people and systems, `80-watch` keeps the house. `channels` lists the channels
                this hub speaks: each is made of the templates, which are marked *template* here.

                This file is written by `./hub check --write-routes-readme` from the route files; a test fails when it is out of date.

                """);
        Map<String, List<String>> stages = new TreeMap<>();
        for (RouteFile file : files) {
            for (Entry entry : file.entries()) {
                if (entry.flows()) {
                    stages.computeIfAbsent(file.folder(), folder -> new ArrayList<>())
                            .add(row(file, entry));
                }
            }
        }
        stages.forEach((folder, rows) -> {
            text.append("## ")
                    .append(folder)
                    .append("\n\n| Route | Stage | Pattern | From | To | On failure |\n|---|---|---|---|---|---|\n");
            rows.forEach(text::append);
            text.append('\n');
        });
        shared(files, text);
        channels(files, text);
        return text.toString();
    }

    private static String row(RouteFile file, Entry entry) {
        String link = "[`" + entry.id() + "`](" + file.folder() + "/"
                + file.path().getFileName() + ")" + (entry.is("routeTemplate") ? " *template*" : "");
        Set<String> targets = new LinkedHashSet<>();
        targets(entry, targets);
        return "| "
                + String.join(
                        " | ",
                        link + "<br>" + cell(entry.route().path("description").asText()),
                        entry.route().path("group").asText(),
                        cell(file.pattern()),
                        from(entry),
                        targets.isEmpty() ? "ends at its step `" + last(entry) + "`" : String.join("<br>", targets),
                        cell(file.onFailure()))
                + " |\n";
    }

    private static String last(Entry entry) {
        return entry.steps().isEmpty()
                ? ""
                : entry.steps().get(entry.steps().size() - 1).body().path("id").asText();
    }

    private static String from(Entry entry) {
        JsonNode from = entry.route().path("from");
        JsonNode method = from.path("parameters").path("httpMethodRestrict");
        return "`" + (method.isMissingNode() ? "" : method.asText() + " ")
                + cell(uri(from.path("uri").asText())) + "`";
    }

    private static void targets(Entry entry, Set<String> targets) {
        for (Step step : entry.steps()) {
            if (SENDERS.contains(step.kind())) {
                targets.add("`" + cell(uri(step.body().path("uri").asText())) + "`");
            } else if (step.kind().equals("recipientList")) {
                targets.add("`"
                        + cell(uri(step.body()
                                .path("expression")
                                .path("simple")
                                .path("expression")
                                .asText())) + "`");
            }
        }
        String last =
                entry.route().path("from").path("parameters").path("deadLetter").asText("");
        if (!last.isEmpty()) {
            targets.add("`" + last + "` (failed alone)");
        }
    }

    /** Without options; an expression inside is shown by the name of its value. */
    private static String uri(String uri) {
        Matcher simple = SIMPLE.matcher(uri);
        return simple.replaceAll(found -> "<" + found.group(1) + ">").replaceFirst("\\?.*", "");
    }

    private static void shared(List<RouteFile> files, StringBuilder text) {
        text.append("## Shared by routes\n\n| Configuration | Pattern | What | On failure |\n|---|---|---|---|\n");
        for (RouteFile file : files) {
            for (Entry entry : file.entries()) {
                if (entry.is("routeConfiguration")) {
                    text.append("| [`")
                            .append(entry.id())
                            .append("`](")
                            .append(file.folder())
                            .append('/')
                            .append(file.path().getFileName())
                            .append(") | ")
                            .append(cell(file.pattern()))
                            .append(" | ")
                            .append(cell(file.purpose()))
                            .append(" | ")
                            .append(cell(file.onFailure()))
                            .append(" |\n");
                }
            }
        }
        text.append('\n');
    }

    private static void channels(List<RouteFile> files, StringBuilder text) {
        text.append("## channels\n\n| Channel | Route | Made of the template |\n|---|---|---|\n");
        for (RouteFile file : files) {
            for (Entry entry : file.entries()) {
                if (entry.is("templatedRoute")) {
                    String name = file.path().getFileName().toString();
                    text.append("| [")
                            .append(name.replace(".camel.yaml", ""))
                            .append("](channels/")
                            .append(name)
                            .append(") | `")
                            .append(entry.id())
                            .append("` | `")
                            .append(entry.body().path("routeTemplateRef").asText())
                            .append("` |\n");
                }
            }
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
