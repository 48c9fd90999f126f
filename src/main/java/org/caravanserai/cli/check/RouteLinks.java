package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.cli.check.RouteFile.RouteEntry;

/** What routes say of each other: every {@code direct:} has both ends, every template and configuration exists, every channel has its folder. */
final class RouteLinks {

    private static final Pattern DIRECT = Pattern.compile("direct:([^?\\s]+)");

    /** Java sends there: {@code RefreshTokenClient} asks for tokens through a route. */
    private static final Set<String> CALLED_BY_BEANS = Set.of("refresh-token");

    private record End(RouteFile file, String pointer) {}

    private final Findings findings;
    private final String unread;
    private final Map<String, End> readers = new TreeMap<>();
    private final Map<String, End> writers = new TreeMap<>();
    private final Map<String, RouteEntry> templates = new TreeMap<>();
    private final Set<String> configurations = new HashSet<>();
    private final Set<String> usedTemplates = new HashSet<>();

    /** @param unread what the files say that nobody can read as YAML: who is named there is not missed */
    RouteLinks(Findings findings, String unread) {
        this.findings = findings;
        this.unread = unread;
    }

    /** @param transformers folders of the channels */
    void check(List<RouteFile> files, Path transformers) {
        files.forEach(this::collect);
        writers.forEach((name, end) -> {
            if (!readers.containsKey(name) && !unread.contains(name)) {
                say(end, "no route reads direct:" + name);
            }
        });
        readers.forEach((name, end) -> {
            if (!writers.containsKey(name) && !CALLED_BY_BEANS.contains(name) && !unread.contains(name)) {
                say(end, "nothing sends to direct:" + name);
            }
        });
        files.forEach(file -> file.entries().forEach(entry -> references(file, entry, transformers)));
        templates.forEach((id, entry) -> {
            if (!usedTemplates.contains(id) && !unread.contains(id)) {
                files.stream()
                        .filter(file -> file.entries().contains(entry))
                        .forEach(file -> findings.add(
                                file.path(), file.line(entry.pointer()), "no channel uses the template " + id));
            }
        });
    }

    private void collect(RouteFile file) {
        for (RouteEntry entry : file.entries()) {
            if (entry.is("routeTemplate")) {
                templates.put(entry.id(), entry);
            } else if (entry.is("routeConfiguration")) {
                configurations.add(entry.id());
            }
            String from = entry.route().path("from").path("uri").asText("");
            if (from.startsWith("direct:")) {
                readers.put(from.substring("direct:".length()), new End(file, entry.routePointer() + "/from/uri"));
            }
            mentions(file, entry.route().path("from").path("parameters"), entry.routePointer() + "/from/parameters");
            entry.steps().forEach(step -> mentions(file, step.body(), step.pointer()));
        }
    }

    /** Every direct: in an option, however deep, is somebody who sends there. */
    private void mentions(RouteFile file, JsonNode node, String pointer) {
        node.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("steps")) {
                String inner = pointer + "/" + field.getKey();
                if (field.getValue().isTextual()) {
                    Matcher direct = DIRECT.matcher(field.getValue().asText());
                    while (direct.find()) {
                        writers.putIfAbsent(direct.group(1), new End(file, inner));
                    }
                }
                mentions(file, field.getValue(), inner);
            }
        });
    }

    private void references(RouteFile file, RouteEntry entry, Path transformers) {
        String configuration = entry.route().path("routeConfigurationId").asText("");
        if (!configuration.isEmpty() && !configurations.contains(configuration) && !unread.contains(configuration)) {
            say(
                    new End(file, entry.routePointer() + "/routeConfigurationId"),
                    "there is no routeConfiguration " + configuration);
        }
        if (!entry.is("templatedRoute")) {
            return;
        }
        String name = entry.body().path("routeTemplateRef").asText("");
        RouteEntry template = templates.get(name);
        if (template == null && unread.contains(name)) {
            return;
        }
        if (template == null) {
            say(
                    new End(file, entry.pointer() + "/routeTemplateRef"),
                    "there is no routeTemplate " + name + "; known: " + String.join(", ", templates.keySet()));
            return;
        }
        usedTemplates.add(name);
        Set<String> given = new HashSet<>();
        entry.body()
                .path("parameters")
                .forEach(one -> given.add(one.path("name").asText()));
        for (JsonNode one : template.body().path("parameters")) {
            String parameter = one.path("name").asText();
            if (one.path("required").asBoolean(true) && !one.has("defaultValue") && !given.contains(parameter)) {
                say(new End(file, entry.pointer()), "the template " + name + " needs the parameter " + parameter);
            }
            given.remove(parameter);
        }
        given.forEach(unknown -> say(
                new End(file, entry.pointer() + "/parameters"),
                "the template " + name + " has no parameter " + unknown));
        for (JsonNode one : entry.body().path("parameters")) {
            Path recipe = transformers.resolve(one.path("value").asText()).resolve("channel.yaml");
            if (one.path("name").asText().equals("channel") && !Files.isRegularFile(recipe)) {
                say(new End(file, entry.pointer() + "/parameters"), "there is no " + recipe);
            }
        }
    }

    private void say(End end, String what) {
        findings.add(end.file.path(), end.file.line(end.pointer), what);
    }
}
