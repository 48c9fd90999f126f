package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.caravanserai.cli.check.RouteFile.RouteEntry;
import org.caravanserai.cli.check.RouteFile.Step;

/** How a route of this hub is written: one to a file of its name, ids, one-sentence descriptions, notes, groups, names of headers. */
final class RouteRules {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern ROUTE_ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");
    private static final Pattern SENTENCE = Pattern.compile("[A-Z](?:(?!\\.\\s).)*\\.");
    /** Ours, and those that Camel, JMS and HTTP read. */
    private static final Pattern HEADER =
            Pattern.compile("hub[A-Z][A-Za-z0-9]*|Camel[A-Za-z]+|JMS[A-Za-z]+|_AMQ_[A-Z_]+|Content-Type|Retry-After");

    private final Findings findings;
    /** Of routes and steps alike: Camel starts no two of one id. */
    private final Map<String, String> ids = new HashMap<>();

    RouteRules(Findings findings) {
        this.findings = findings;
    }

    /** To be called for every file of a hub: ids are unique over all of them. */
    void check(RouteFile file) {
        if (!file.path().getFileName().toString().matches("[a-z0-9-]+\\.camel\\.yaml")) {
            findings.add(
                    file.path(), 1, "the file's name must be lower case words with dashes and end with .camel.yaml");
        }
        if (!file.ofChannels()) {
            alone(file);
        }
        for (RouteEntry entry : file.entries()) {
            switch (entry.kind()) {
                case "route", "routeTemplate" -> flow(file, entry);
                case "templatedRoute" -> templated(file, entry);
                case "routeConfiguration" -> configuration(file, entry);
                default ->
                    say(
                            file,
                            entry.pointer(),
                            entry.kind()
                                    + " does not belong here; write route, routeTemplate, templatedRoute or routeConfiguration");
            }
        }
    }

    /** One file, one route, one name. */
    private void alone(RouteFile file) {
        String name = file.path().getFileName().toString().replace(".camel.yaml", "");
        for (int i = 0; i < file.entries().size(); i++) {
            RouteEntry entry = file.entries().get(i);
            if (i > 0) {
                say(file, entry.pointer(), "one file holds one route; put " + entry.id() + " into a file of its own");
            } else if (!entry.id().equals(name)) {
                say(file, entry.pointer() + "/id", "the id '" + entry.id() + "' must be the file's name, " + name);
            }
        }
    }

    private void note(RouteFile file, RouteEntry entry) {
        RouteNote note = entry.note();
        if (note.pattern().isEmpty() || note.onFailure().isEmpty()) {
            say(
                    file,
                    entry.routePointer() + "/note",
                    "the note must begin with 'Pattern: ...' and 'On failure: ...', each on a line of its own");
        }
    }

    private void description(RouteFile file, RouteEntry entry) {
        if (!SENTENCE.matcher(entry.route().path("description").asText("")).matches()) {
            say(
                    file,
                    entry.routePointer() + "/description",
                    "the description must be one sentence, from a capital to its full stop");
        }
    }

    private void flow(RouteFile file, RouteEntry entry) {
        boolean template = entry.is("routeTemplate");
        if (!ROUTE_ID.matcher(entry.id()).matches()) {
            say(
                    file,
                    entry.pointer() + "/id",
                    "the id '" + entry.id() + "' must be verb-noun in lower case with dashes");
        }
        unique(file, entry);
        if (template && entry.route().has("id")) {
            say(file, entry.routePointer() + "/id", "a template's route has no id; templatedRoute.routeId names it");
        }
        description(file, entry);
        note(file, entry);
        String group = entry.route().path("group").asText("");
        if (!group.equals(file.stage())) {
            say(
                    file,
                    entry.routePointer() + "/group",
                    "the group is '" + group + "'; of the folder " + file.folder() + " it is " + file.stage());
        }
        if (file.ofChannels()) {
            say(
                    file,
                    entry.pointer(),
                    "the folder channels holds templatedRoute entries only; put the route where its stage is");
        }
        steps(file, entry, template);
    }

    private void configuration(RouteFile file, RouteEntry entry) {
        if (!ID.matcher(entry.id()).matches()) {
            say(file, entry.pointer() + "/id", "the id '" + entry.id() + "' must be words in lower case with dashes");
        }
        unique(file, entry);
        description(file, entry);
        note(file, entry);
        steps(file, entry, true);
    }

    private void templated(RouteFile file, RouteEntry entry) {
        String channel = file.path().getFileName().toString().replace(".camel.yaml", "");
        if (!file.ofChannels()) {
            say(file, entry.pointer(), "templatedRoute entries belong into routes/channels");
        }
        String wanted = channel + "-" + entry.body().path("routeTemplateRef").asText("");
        if (!entry.id().equals(wanted)) {
            say(file, entry.pointer() + "/routeId", "the routeId '" + entry.id() + "' must be " + wanted);
        }
        unique(file, entry);
        if (!entry.body().path("prefixId").asText("").equals(entry.id() + "-")) {
            say(
                    file,
                    entry.pointer() + "/prefixId",
                    "write prefixId: " + entry.id() + "-  so that its steps keep their ids");
        }
    }

    private void steps(RouteFile file, RouteEntry entry, boolean repeated) {
        Map<String, String> own = repeated ? new HashMap<>() : ids;
        for (Step step : entry.steps()) {
            String id = step.body().path("id").asText("");
            if (!ID.matcher(id).matches()) {
                say(
                        file,
                        step.pointer(),
                        id.isEmpty()
                                ? step.kind() + " has no id; name it by what it does, like check-order"
                                : "the id '" + id + "' must be words in lower case with dashes");
            } else {
                String before = own.putIfAbsent(id, file.path().getFileName() + ":" + file.line(step.pointer()));
                if (before != null) {
                    say(file, step.pointer(), "the id " + id + " is that of " + before + " already");
                }
            }
            header(file, step);
        }
        JsonNode handler = entry.route().path("errorHandler");
        handler.fields().forEachRemaining(one -> {
            if (!ID.matcher(one.getValue().path("id").asText("")).matches()) {
                say(file, entry.routePointer() + "/errorHandler", "the error handler has no id");
            }
        });
    }

    private void header(RouteFile file, Step step) {
        String name = step.body().path("name").asText("");
        boolean sets = step.kind().equals("setHeader") || step.kind().equals("setProperty");
        if (sets && !HEADER.matcher(name).matches()) {
            say(file, step.pointer() + "/name", "headers and properties of ours are called hubSomething, not " + name);
        }
    }

    private void unique(RouteFile file, RouteEntry entry) {
        String before = ids.putIfAbsent(entry.id(), file.path().getFileName() + ":" + file.line(entry.pointer()));
        if (before != null) {
            say(file, entry.pointer(), "the id " + entry.id() + " is that of " + before + " already");
        }
    }

    private void say(RouteFile file, String pointer, String what) {
        findings.add(file.path(), file.line(pointer), what);
    }
}
