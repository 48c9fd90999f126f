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
import java.util.stream.Collectors;
import org.caravanserai.cli.check.RouteFile.RouteEntry;
import org.caravanserai.cli.check.RouteFile.Step;
import org.caravanserai.cli.check.RouteFlow.StepRow;

/** {@code routes/README.md}: what the route files say of themselves, as tables. */
final class RoutesReadme {

    private static final Set<String> SENDERS = Set.of("to", "toD", "wireTap", "enrich", "pollEnrich");
    private static final Pattern SIMPLE = Pattern.compile("\\$\\{[^}]*[.:]([A-Za-z]+)}");

    private RoutesReadme() {}

    /**
     * @param files in the order of their paths
     * @param beans by name
     */
    static String write(List<RouteFile> files, Map<String, Class<?>> beans) {
        RouteFlows flows = new RouteFlows(files, beans);
        StringBuilder text = new StringBuilder("""
                # Routes

                An order's way, from the top: what a channel sends comes in at `10-intake`, is understood at `20-translate`, decided and
                stored in one transaction at `30-allocate`, goes to warehouses at `40-fulfil` and back to the channel at `50-notify`; what
                fails ends at `60-recover`. `70-api` answers people and systems, `80-watch` keeps the house. `channels` lists the channels
                this hub speaks: each is made of the templates, which are marked *template* here.

                Each stage has a table of its routes, then the steps of each: what Java they call, of what type the body is behind
                them, and what they do to headers and properties (`+` sets, `only` takes all others away, `none` takes all away). A
                dot before a step says that it stands in the step above.

                Between two steps of `20-translate` and `30-allocate` you may log, tap, filter and send without Java
                ([docs/editors.md](../docs/editors.md)). There `byte[]` is what came in, as it came in; `JsonNode` is the canonical document
                without its personal block, which no later step changes; `Batch` (and `InboxBatch`, `InboxEvent` before an event is opened)
                becomes JSON of ids and decisions, without personal data, wherever text, bytes or JSON are asked for. What the steps
                themselves work on is the property `hubCarrier`: whatever you do to the body, they go on with that.

                This file is written by `./hub check --write-routes-readme` from the route files; a test fails when it is out of date.

                """);
        Map<String, List<String>> stages = new TreeMap<>();
        Map<String, List<String>> steps = new TreeMap<>();
        for (RouteFile file : files) {
            for (RouteEntry entry : file.entries()) {
                if (entry.flows()) {
                    stages.computeIfAbsent(file.folder(), folder -> new ArrayList<>())
                            .add(row(file, entry));
                    steps.computeIfAbsent(file.folder(), folder -> new ArrayList<>())
                            .add(steps(entry, flows));
                }
            }
        }
        stages.forEach((folder, rows) -> {
            text.append("## ")
                    .append(folder)
                    .append("\n\n| Route | Pattern | From | To | On failure |\n|---|---|---|---|---|\n");
            rows.forEach(text::append);
            text.append('\n');
            steps.get(folder).forEach(text::append);
        });
        shared(files, flows, text);
        channels(files, text);
        return text.toString();
    }

    private static String row(RouteFile file, RouteEntry entry) {
        String link = link(file, entry) + (entry.is("routeTemplate") ? " *template*" : "");
        Set<String> targets = new LinkedHashSet<>();
        targets(entry, targets);
        return "| "
                + String.join(
                        " | ",
                        link + "<br>" + cell(entry.route().path("description").asText()),
                        cell(entry.note().pattern()),
                        from(entry),
                        targets.isEmpty() ? "ends at its step `" + last(entry) + "`" : String.join("<br>", targets),
                        cell(entry.note().onFailure()))
                + " |\n";
    }

    private static String steps(RouteEntry entry, RouteFlows flows) {
        StringBuilder text = new StringBuilder("### " + entry.id() + "\n\n");
        if (!entry.note().remark().isEmpty()) {
            text.append(entry.note().remark()).append("\n\n");
        }
        text.append("| Step | Java | Body | Headers and properties |\n|---|---|---|---|\n");
        if (entry.flows()) {
            text.append("| *from* | | ")
                    .append(types(flows.begin(entry)))
                    .append(" | ")
                    .append(RouteFlows.headers(entry))
                    .append(" |\n");
        }
        for (StepRow row : flows.rows(entry)) {
            text.append("| ")
                    .append("· ".repeat(row.depth()))
                    .append(row.kind().equals("bean") ? "" : row.kind() + " ")
                    .append('`')
                    .append(row.id())
                    .append("` | ")
                    .append(row.java().isEmpty() ? "" : "`" + row.java() + "` ")
                    .append("| ")
                    .append(types(row.body()))
                    .append(" | ")
                    .append(row.change().isEmpty() ? "" : cell(row.change()) + " ")
                    .append("|\n");
        }
        return text.append('\n').toString();
    }

    private static String types(Set<String> types) {
        return types.stream()
                .sorted()
                .map(type -> type.contains(" ") || type.equals("none") ? type : "`" + type + "`")
                .collect(Collectors.joining(" or "));
    }

    private static String last(RouteEntry entry) {
        return entry.steps().isEmpty()
                ? ""
                : entry.steps().get(entry.steps().size() - 1).body().path("id").asText();
    }

    private static String from(RouteEntry entry) {
        JsonNode from = entry.route().path("from");
        JsonNode method = from.path("parameters").path("httpMethodRestrict");
        return "`" + (method.isMissingNode() ? "" : method.asText() + " ")
                + cell(uri(from.path("uri").asText())) + "`";
    }

    private static void targets(RouteEntry entry, Set<String> targets) {
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

    private static void shared(List<RouteFile> files, RouteFlows flows, StringBuilder text) {
        text.append("## Shared by routes\n\n| Configuration | Pattern | On failure |\n|---|---|---|\n");
        StringBuilder steps = new StringBuilder();
        for (RouteFile file : files) {
            for (RouteEntry entry : file.entries()) {
                if (entry.is("routeConfiguration")) {
                    text.append("| ")
                            .append(link(file, entry))
                            .append("<br>")
                            .append(cell(entry.route().path("description").asText()))
                            .append(" | ")
                            .append(cell(entry.note().pattern()))
                            .append(" | ")
                            .append(cell(entry.note().onFailure()))
                            .append(" |\n");
                    steps.append(steps(entry, flows));
                }
            }
        }
        text.append('\n').append(steps);
    }

    private static String link(RouteFile file, RouteEntry entry) {
        return "[`" + entry.id() + "`](" + file.folder() + "/" + file.path().getFileName() + ")";
    }

    private static void channels(List<RouteFile> files, StringBuilder text) {
        text.append("## channels\n\n| Channel | Route | Made of the template |\n|---|---|---|\n");
        for (RouteFile file : files) {
            for (RouteEntry entry : file.entries()) {
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
