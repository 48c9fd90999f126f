package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.caravanserai.base.YamlFile;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ListRecipe;
import org.caravanserai.channel.recipe.ValueSource;

/**
 * Every JSON pointer of a {@code channel.yaml} must find something in at least one fixture of what it is used on. Payloads
 * are {@code fixtures/NN-case/request.<shape>.json}; what is never mapped lies in {@code samples/} as the channel sends it:
 * {@code event.<shape>.json} (a pushed or queued body), {@code fetch.json} and {@code list.json} (whole answers).
 */
final class RecipePointers {

    private final ChannelRecipe recipe;
    private final Path file;
    private final YamlFile lines;
    private final Findings findings;
    private final Map<String, List<JsonNode>> payloads = new TreeMap<>();

    RecipePointers(ChannelRecipe recipe, Findings findings) {
        this.recipe = recipe;
        this.file = recipe.directory().resolve("channel.yaml");
        this.lines = YamlFile.read(file);
        this.findings = findings;
    }

    void check() {
        recipe.shapes().keySet().forEach(shape -> payloads.put(shape, payloads(shape)));
        recipe.shapes().forEach((name, shape) -> {
            String home = name + "/";
            String sample = shape.notificationOnly()
                    ? "samples/event." + name + ".json"
                    : "fixtures/01-simple/request." + name + ".json";
            look("/shapes/" + home + "order", shape.order(), payloads.get(name), sample);
            look("/shapes/" + home + "version", shape.version(), payloads.get(name), sample);
        });
        events();
        List<JsonNode> fetched = sample("fetch.json");
        List<JsonNode> listed = sample("list.json");
        if (recipe.fetch() != null) {
            look("/fetch/order", recipe.fetch().order(), fetched, "samples/fetch.json");
        }
        if (recipe.list() != null) {
            look("/list/orders", recipe.list().orders(), listed, "samples/list.json");
            if (recipe.list().paging() instanceof ListRecipe.Paging.Cursor cursor) {
                look("/list/paging/next", cursor.next(), listed, "samples/list.json");
                look("/list/paging/more", cursor.more(), listed, "samples/list.json");
            }
        }
        List<JsonNode> answers = new ArrayList<>(fetched);
        answers.addAll(listed);
        recipe.budgets()
                .forEach((name, budget) -> budget.reads().forEach((figure, place) -> {
                    if (place.startsWith("/")) {
                        look("/budgets/" + name + "/reads/" + figure, place, answers, "samples/fetch.json");
                    }
                }));
    }

    private void events() {
        Set<String> shapes = new TreeSet<>();
        recipe.events().topics().values().forEach(topic -> shapes.add(topic.shape()));
        List<JsonNode> bodies = new ArrayList<>();
        payloads.forEach((shape, all) -> bodies.addAll(shapes.contains(shape) ? all : List.of()));
        String sample = "samples/event." + (shapes.isEmpty() ? "any" : new ArrayList<>(shapes).get(shapes.size() - 1))
                + ".json";
        value("/events/topic", recipe.events().topic(), bodies, sample);
        for (int i = 0; i < recipe.events().key().size(); i++) {
            value("/events/key/" + i, recipe.events().key().get(i), bodies, sample);
        }
        if (recipe.events().seller() != null) {
            look("/events/seller/pointer", recipe.events().seller().pointer(), bodies, sample);
        }
    }

    private void value(String at, ValueSource source, List<JsonNode> bodies, String sample) {
        if (source.kind() == ValueSource.ValueKind.POINTER) {
            look(at, source.name(), bodies, sample);
        }
    }

    /**
     * @param at where the pointer is written
     * @param sample where a document belongs that would show it
     */
    private void look(String at, String pointer, List<JsonNode> documents, String sample) {
        if (pointer.isEmpty()
                || documents.stream().anyMatch(one -> !one.at(pointer).isMissingNode())) {
            return;
        }
        findings.add(
                file,
                lines.line(at),
                at.substring(1).replace('/', '.') + ": " + pointer
                        + (documents.isEmpty()
                                ? " is shown by nothing; put what the channel sends into " + sample
                                : " finds nothing in any of " + documents.size()
                                        + " fixtures; correct it, or add one that has it as " + sample));
    }

    private List<JsonNode> payloads(String shape) {
        List<JsonNode> found = new ArrayList<>(sample("event." + shape + ".json"));
        for (Path one : Cases.list(recipe.directory().resolve("fixtures"))) {
            found.addAll(json(one.resolve("request." + shape + ".json"), false));
        }
        return found;
    }

    private List<JsonNode> sample(String name) {
        return json(recipe.directory().resolve("samples").resolve(name), true);
    }

    /** Nothing when there is no such file; when it is broken, that is told here or by whoever plays it. */
    private List<JsonNode> json(Path path, boolean tell) {
        if (!Files.isRegularFile(path)) {
            return List.of();
        }
        try {
            return List.of(Cases.json(path));
        } catch (IOException e) {
            if (tell) {
                Cases.broken(path, e, findings);
            }
            return List.of();
        }
    }
}
