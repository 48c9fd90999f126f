package org.caravanserai.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what can be taken out of route files, and makes copies of the routes with one such thing taken out: steps with all
 * they hold; steps that wrap others (filter, split, loop, doTry, a choice of one branch) without what they hold, which
 * then stands in their place; branches of a choice; catches; exception clauses; a route's link to a shared configuration;
 * and the templated routes of a channel. Not a route's own error handler: what most of them spare is a log entry.
 */
public final class RouteSteps {

    /** The route files that the scenario of the processing routes plays; all others are played at the edges. */
    public static final String PROCESSING = "20-translate/.*|30-allocate/.*|60-recover/.*";

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> WRAPPERS = Set.of("filter", "split", "loop", "doTry");
    private static final Set<String> SETTINGS = Set.of("routeConfigurationId");
    private static final Set<String> LISTS = Set.of("steps", "when", "doCatch", "onException");

    /**
     * Something that can be taken out.
     *
     * @param file relative to the folder of routes
     * @param shell only the step itself: what it holds stays
     */
    public record Step(Path file, String id, boolean shell) {
        @Override
        public String toString() {
            return (shell ? "the shell of " : "") + id + " of " + name();
        }

        public String name() {
            return RouteSteps.name(file);
        }
    }

    private RouteSteps() {}

    /** All route files, relative to the folder. */
    public static List<Path> files(Path routes) {
        return below(routes).stream().map(routes::relativize).toList();
    }

    /** The file with slashes on every system. */
    public static String name(Path file) {
        return file.toString().replace('\\', '/');
    }

    /** All that can be taken out of this file, in the order it stands there. */
    public static List<Step> in(Path routes, Path file) {
        List<Step> steps = new ArrayList<>();
        JsonNode content = read(routes.resolve(file));
        content.forEach(element -> {
            if (element.has("templatedRoute")) {
                steps.add(new Step(file, element.at("/templatedRoute/routeId").asText(), false));
            }
        });
        collect(content, file, steps);
        return steps;
    }

    /** A copy of all routes below {@code target}, without this step. */
    public static Path without(Path routes, Step step, Path target) {
        try {
            for (Path file : below(routes)) {
                Path copy = target.resolve(routes.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            JsonNode content = read(routes.resolve(step.file));
            if (!remove(content, step)) {
                throw new IllegalArgumentException("there is no step " + step);
            }
            YAML.writeValue(target.resolve(step.file).toFile(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target;
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static void collect(JsonNode node, Path file, List<Step> steps) {
        node.properties().forEach(field -> {
            if (SETTINGS.contains(field.getKey())) {
                steps.add(new Step(file, setting(node, field.getKey()), false));
            }
            if (LISTS.contains(field.getKey()) && field.getValue().isArray()) {
                field.getValue().forEach(element -> {
                    String id = id(element);
                    if (!id.isEmpty()) {
                        steps.add(new Step(file, id, false));
                        if (held(element) != null) {
                            steps.add(new Step(file, id, true));
                        }
                    }
                });
            }
        });
        node.forEach(child -> collect(child, file, steps));
    }

    /** What a route says about its errors, by the route's name; a template's route has none. */
    private static String setting(JsonNode route, String name) {
        return name + " of " + route.path("id").asText("the template's route");
    }

    /** The id of an element of a list: its own (a branch), or of the one thing it is (a step, a templated route). */
    private static String id(JsonNode element) {
        JsonNode body =
                element.size() == 1 && !element.has("id") ? element.elements().next() : element;
        return body.path(body.has("routeId") ? "routeId" : "id").asText("");
    }

    /** What a wrapping step holds; null when it does not wrap. */
    private static ArrayNode held(JsonNode element) {
        if (element.size() != 1) {
            return null;
        }
        Map.Entry<String, JsonNode> step = element.properties().iterator().next();
        JsonNode body = step.getValue();
        if (WRAPPERS.contains(step.getKey())) {
            return body.path("steps") instanceof ArrayNode steps ? steps : null;
        }
        boolean oneBranch = step.getKey().equals("choice") && body.path("when").size() == 1 && !body.has("otherwise");
        return oneBranch && body.at("/when/0/steps") instanceof ArrayNode steps ? steps : null;
    }

    private static boolean remove(JsonNode node, Step step) {
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i).isObject()
                        && !list.get(i).isEmpty()
                        && id(list.get(i)).equals(step.id)
                        && !list.get(i).has("route")) {
                    ArrayNode held = step.shell ? held(list.get(i)) : null;
                    list.remove(i);
                    for (int j = 0; held != null && j < held.size(); j++) {
                        list.insert(i + j, held.get(j));
                    }
                    return true;
                }
            }
        }
        for (String name : SETTINGS) {
            if (node instanceof ObjectNode route
                    && route.has(name)
                    && setting(route, name).equals(step.id)) {
                route.remove(name);
                return true;
            }
        }
        for (JsonNode child : node) {
            if (remove(child, step)) {
                return true;
            }
        }
        return false;
    }
}
