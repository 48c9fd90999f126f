package org.caravanserai.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the steps of route files and makes copies of the routes with one of them taken out. */
public final class RouteSteps {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** A step of a route. @param file relative to the folder of routes */
    public record Step(Path file, String id) {
        @Override
        public String toString() {
            return id + " of " + file;
        }
    }

    private RouteSteps() {
    }

    /** All steps with an id in the files below these folders, in the order they stand there. */
    public static List<Step> in(Path routes, String... folders) {
        List<Step> steps = new ArrayList<>();
        for (String folder : folders) {
            for (Path file : files(routes.resolve(folder))) {
                collect(read(file), routes.relativize(file), steps);
            }
        }
        return steps;
    }

    /** A copy of all routes below {@code target}, without this step. */
    public static Path without(Path routes, Step step, Path target) {
        for (Path file : files(routes)) {
            Path copy = target.resolve(routes.relativize(file));
            try {
                Files.createDirectories(copy.getParent());
                JsonNode content = read(file);
                if (routes.relativize(file).equals(step.file) && !remove(content, step.id)) {
                    throw new IllegalArgumentException("there is no step " + step);
                }
                YAML.writeValue(copy.toFile(), content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return target;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
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
        node.fields().forEachRemaining(field -> {
            if (field.getKey().equals("steps")) {
                field.getValue().forEach(step -> step.forEach(body -> {
                    if (body.hasNonNull("id")) {
                        steps.add(new Step(file, body.path("id").asText()));
                    }
                }));
            }
        });
        node.forEach(child -> collect(child, file, steps));
    }

    private static boolean remove(JsonNode node, String id) {
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                JsonNode step = list.get(i);
                if (step.isObject() && step.size() == 1 && step.elements().next().path("id").asText().equals(id)) {
                    list.remove(i);
                    return true;
                }
            }
        }
        for (JsonNode child : node) {
            if (remove(child, id)) {
                return true;
            }
        }
        return false;
    }
}
