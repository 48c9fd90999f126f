package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.base.YamlFile;

/** A file of routes as the rules see it: its entries, their notes, all their steps. */
final class RouteFile {

    /** What takes steps or is one, but is no step of Camel's with an id of its own. */
    private static final List<String> BRANCHES =
            List.of("when", "otherwise", "doCatch", "doFinally", "onException", "onFallback");

    private final YamlFile yaml;
    private final String stage;
    private final List<RouteEntry> entries = new ArrayList<>();

    /**
     * A {@code route}, {@code routeTemplate}, {@code templatedRoute}, {@code routeConfiguration} or whatever else stands at the top.
     *
     * @param body what stands below {@code kind}
     * @param route the route itself: {@code body}, or the part {@code route} of a template
     */
    record RouteEntry(
            String kind, String pointer, JsonNode body, JsonNode route, String routePointer, List<Step> steps) {

        String id() {
            return body.path(kind.equals("templatedRoute") ? "routeId" : "id").asText("");
        }

        RouteNote note() {
            return RouteNote.of(route.path("note").asText(""));
        }

        boolean is(String other) {
            return kind.equals(other);
        }

        /** A route that runs, or the mould of one. */
        boolean flows() {
            return is("route") || is("routeTemplate");
        }
    }

    /** A step or a branch: its kind ({@code to}, {@code when}), its options, where it stands. */
    record Step(String kind, JsonNode body, String pointer) {}

    private RouteFile(YamlFile yaml, String stage) {
        this.yaml = yaml;
        this.stage = stage;
        for (int i = 0; i < yaml.tree().size(); i++) {
            JsonNode item = yaml.tree().get(i);
            if (item.isObject() && item.size() == 1) {
                String kind = item.fieldNames().next();
                String pointer = "/" + i + "/" + kind;
                boolean template = kind.equals("routeTemplate");
                JsonNode route = template ? item.path(kind).path("route") : item.path(kind);
                String routePointer = template ? pointer + "/route" : pointer;
                List<Step> steps = new ArrayList<>();
                collect(route.path("from").path("steps"), routePointer + "/from/steps", steps);
                collectBranches(route, routePointer, steps);
                entries.add(new RouteEntry(kind, pointer, item.path(kind), route, routePointer, steps));
            }
        }
    }

    /** @throws org.caravanserai.base.ConfigException when it is no YAML */
    static RouteFile read(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        return new RouteFile(YamlFile.read(path), folder.getFileName().toString());
    }

    private static void collect(JsonNode steps, String pointer, List<Step> found) {
        for (int i = 0; i < steps.size(); i++) {
            Iterator<Map.Entry<String, JsonNode>> fields = steps.get(i).fields();
            while (fields.hasNext()) {
                Map.Entry<String, JsonNode> one = fields.next();
                step(one.getKey(), one.getValue(), pointer + "/" + i + "/" + one.getKey(), found);
            }
        }
    }

    private static void step(String kind, JsonNode body, String pointer, List<Step> found) {
        found.add(new Step(kind, body, pointer));
        collect(body.path("steps"), pointer + "/steps", found);
        collectBranches(body, pointer, found);
    }

    private static void collectBranches(JsonNode body, String pointer, List<Step> found) {
        for (String branch : BRANCHES) {
            JsonNode value = body.path(branch);
            if (value.isObject()) {
                step(branch, value, pointer + "/" + branch, found);
            }
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                JsonNode item = value.get(i);
                // a route configuration wraps each onException once more
                boolean wrapped = item.size() == 1 && item.has(branch);
                step(
                        branch,
                        wrapped ? item.path(branch) : item,
                        pointer + "/" + branch + "/" + i + (wrapped ? "/" + branch : ""),
                        found);
            }
        }
    }

    Path path() {
        return yaml.path();
    }

    YamlFile yaml() {
        return yaml;
    }

    int line(String pointer) {
        return yaml.line(pointer);
    }

    /** The folder: {@code 10-intake}, {@code channels}. */
    String folder() {
        return stage;
    }

    /** The folder without its number: {@code intake}. */
    String stage() {
        return stage.replaceFirst("^[0-9]+-", "");
    }

    boolean ofChannels() {
        return stage.equals("channels");
    }

    List<RouteEntry> entries() {
        return entries;
    }

    /** Names of the beans that its routes refer to. */
    Set<String> beans() {
        Set<String> names = new TreeSet<>();
        beans(yaml.tree(), names);
        return names;
    }

    private static void beans(JsonNode node, Set<String> names) {
        node.fields().forEachRemaining(field -> {
            String text = field.getValue().asText();
            if (field.getKey().equals("ref")) {
                names.add(text);
            } else if (text.startsWith("#")) {
                names.add(text.substring(1));
            }
        });
        node.forEach(inner -> beans(inner, names));
    }
}
