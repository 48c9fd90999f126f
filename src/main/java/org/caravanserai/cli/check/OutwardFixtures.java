package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.JsltException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.caravanserai.base.Json;
import org.caravanserai.base.NearestNames;
import org.caravanserai.base.YamlFile;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.notify.ChannelRequest;
import org.caravanserai.notify.ChannelScripts;

/**
 * {@code transformers/<channel>/fixtures-out/NN-case}: what {@code <operation>.plan.jslt} makes of {@code input.json} (and
 * of {@code lookups.json}, what the channel answers to its looks beforehand) must be {@code expected.json}; GraphQL documents stand there by
 * their first line.
 */
final class OutwardFixtures {

    private final ChannelRecipe recipe;
    private final ChannelScripts scripts;
    private final Findings findings;

    OutwardFixtures(ChannelRecipe recipe, ChannelScripts scripts, Findings findings) {
        this.recipe = recipe;
        this.scripts = scripts;
        this.findings = findings;
    }

    /** @return how many cases were planned */
    int check() {
        int run = 0;
        for (Path folder : Cases.list(recipe.directory().resolve("fixtures-out"))) {
            if (Files.isDirectory(folder)) {
                run++;
                checkCase(folder);
            }
        }
        return run;
    }

    private void checkCase(Path folder) {
        Path file = folder.resolve("input.json");
        try {
            JsonNode input = Cases.json(file);
            String operation = input.path("operation").asText();
            Path script = recipe.directory().resolve(operation + ".plan.jslt");
            if (!Files.exists(script)) {
                findings.add(
                        file,
                        YamlFile.read(file).line("/operation"),
                        "there is no " + operation + ".plan.jslt"
                                + NearestNames.of(operation, recipe.operations().keySet()).stream()
                                        .findFirst()
                                        .map(one -> "; did you mean " + one + "?")
                                        .orElse(""));
                return;
            }
            if (!compiled(operation, "plan") || !compiled(operation, "lookup")) {
                return;
            }
            file = folder.resolve("lookups.json");
            ObjectNode seen = seen(input);
            if (lookUp(operation, seen, file)) {
                file = folder.resolve("expected.json");
                compare(file, plan(folder, operation, seen));
            }
        } catch (JsltException e) {
            failed(folder, e);
        } catch (IllegalArgumentException e) {
            findings.add(file, 1, "a look makes a wrong request: " + e.getMessage());
        } catch (IOException e) {
            Cases.broken(file, e, findings);
        }
    }

    /** What does not compile was told already. */
    private boolean compiled(String operation, String kind) {
        String name = operation + "." + kind;
        return scripts.has(recipe.channel(), name)
                || !Files.exists(recipe.directory().resolve(name + ".jslt"));
    }

    private JsonNode plan(Path folder, String operation, ObjectNode seen) {
        JsonNode plan = scripts.run(recipe.channel(), operation + ".plan", seen).orElseThrow();
        try {
            plan.path("requests").forEach(ChannelRequest::of);
        } catch (IllegalArgumentException e) {
            findings.add(
                    recipe.directory().resolve(operation + ".plan.jslt"),
                    1,
                    "fixtures-out/" + folder.getFileName() + ": makes a wrong request: " + e.getMessage());
        }
        return plan;
    }

    private void compare(Path file, JsonNode plan) throws IOException {
        JsonNode made = Json.MAPPER.readTree(named(plan).toString());
        Cases.tell(file, Differences.between(Cases.json(file), made, false), "", findings);
    }

    /** A script that breaks is told in its own file and line, an imported one in its. */
    private void failed(Path folder, JsltException error) {
        Path script = recipe.directory()
                .resolve(Path.of(String.valueOf(error.getSource())).getFileName());
        String what =
                "fixtures-out/" + folder.getFileName() + ": the script failed: " + error.getMessageWithoutLocation();
        if (Files.exists(script)) {
            findings.add(script, error.getLine(), what);
        } else {
            findings.add(folder.resolve("input.json"), 1, what);
        }
    }

    /** Gives the script what the channel would say to each of its looks; whether it asked for all of that and for nothing more. */
    private boolean lookUp(String operation, ObjectNode seen, Path file) throws IOException {
        ArrayNode found = seen.putArray("lookups");
        JsonNode bodies = Files.exists(file) ? Cases.json(file) : found;
        for (JsonNode body : bodies) {
            Optional<JsonNode> asked =
                    scripts.run(recipe.channel(), operation + ".lookup", seen).filter(JsonNode::isObject);
            if (asked.isEmpty()) {
                findings.add(
                        file,
                        1,
                        operation + ".lookup.jslt asks " + found.size() + " times, but here are " + bodies.size()
                                + " answers");
                return false;
            }
            ChannelRequest.of(asked.get());
            found.addObject().put("status", 200).set("body", body);
        }
        if (Files.exists(file)
                && scripts.run(recipe.channel(), operation + ".lookup", seen)
                        .filter(JsonNode::isObject)
                        .isPresent()) {
            findings.add(file, 1, operation + ".lookup.jslt asks once more than there are answers");
            return false;
        }
        return true;
    }

    /** The work as a route would lay it out for the scripts. */
    private ObjectNode seen(JsonNode input) {
        ObjectNode seen = input.path("work").deepCopy();
        seen.put("attempt", input.path("attempt").asInt(1));
        seen.putObject("account")
                .put("channel", recipe.channel())
                .put("name", "one")
                .put("baseUrl", "https://shop.example")
                .set("settings", input.path("settings"));
        seen.set("carriers", Json.MAPPER.valueToTree(recipe.carriers()));
        return seen;
    }

    private static JsonNode named(JsonNode plan) {
        plan.path("requests").forEach(request -> {
            if (request.path("body").has("query")) {
                ((ObjectNode) request.get("body"))
                        .put(
                                "query",
                                request.at("/body/query")
                                        .asText()
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
            }
        });
        return plan;
    }
}
