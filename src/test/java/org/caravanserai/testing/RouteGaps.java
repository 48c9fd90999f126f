package org.caravanserai.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds every place behind a step of {@code 20-translate} and {@code 30-allocate} that an event may reach, and makes copies of the routes with steps put there. */
public final class RouteGaps {

    private static final YAMLMapper YAML = new YAMLMapper();
    /** Behind these a document has been made of the bytes. */
    private static final Set<String> READS = Set.of("map-order", "check-command", "check-shipment", "check-stock");

    /**
     * A place behind a step.
     *
     * @param file relative to the folder of routes
     * @param step id of the step before it
     * @param raw whether the body there is what came in
     */
    public record Gap(Path file, String step, boolean raw) {

        /** Whether what is appended here is written later. */
        public boolean storesBehind() {
            return !step.equals("store-batch") && !step.equals("until-stored") && !step.equals("to-allocate-batch");
        }

        @Override
        public String toString() {
            return step + " of " + RouteSteps.name(file);
        }
    }

    private RouteGaps() {}

    /** All places, in the order of files and steps. */
    public static List<Gap> of(Path routes) {
        List<Gap> gaps = new ArrayList<>();
        for (Path file : RouteSteps.files(routes)) {
            if (RouteSteps.name(file).matches("20-translate/.*|30-allocate/.*")) {
                read(routes.resolve(file)).forEach(one -> {
                    if (one.has("route")) {
                        collect(
                                one.at("/route/from/steps"),
                                file,
                                gaps,
                                RouteSteps.name(file).startsWith("20-"));
                    }
                });
            }
        }
        return gaps;
    }

    private static void collect(JsonNode steps, Path file, List<Gap> gaps, boolean begin) {
        boolean raw = begin;
        for (JsonNode one : steps) {
            JsonNode step = one.elements().next();
            String id = step.path("id").asText();
            raw &= !READS.contains(id);
            for (JsonNode inner : step.findValues("steps")) {
                collect(inner, file, gaps, raw);
            }
            raw &= !id.startsWith("to-") && !id.startsWith("choose-");
            if (!id.equals("refuse-kind")) {
                gaps.add(new Gap(file, id, raw));
            }
        }
    }

    /** A copy of all routes below {@code target}, with steps behind the gap's. */
    public static Path with(Path routes, Gap gap, List<String> steps, Path target) {
        try {
            for (Path file : RouteSteps.files(routes)) {
                Path copy = target.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(routes.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
            }
            JsonNode content = read(routes.resolve(gap.file));
            if (!insert(content, gap.step, steps)) {
                throw new IllegalArgumentException("there is no step " + gap);
            }
            YAML.writeValue(target.resolve(gap.file).toFile(), content);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean insert(JsonNode node, String id, List<String> steps) throws IOException {
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                JsonNode one = list.get(i);
                if (one.size() == 1 && one.elements().next().path("id").asText().equals(id) && !one.has("route")) {
                    for (int j = 0; j < steps.size(); j++) {
                        list.insert(i + 1 + j, YAML.readTree(steps.get(j)));
                    }
                    return true;
                }
            }
        }
        for (JsonNode child : node) {
            if (insert(child, id, steps)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
