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
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.notify.ChannelRequest;
import org.caravanserai.notify.ChannelScripts;

/**
 * {@code transformers/<channel>/fixtures-out/NN-case}: what {@code <operation>.plan.jslt} makes of {@code input.json} (and
 * of {@code lookups.json}, what the channel answers to its looks beforehand) must be {@code expected.json}; GraphQL documents stand there by
 * their first line.
 */
final class OutwardFixtures {

    private final ChannelScripts scripts;
    private final Findings findings;

    OutwardFixtures(ChannelScripts scripts, Findings findings) {
        this.scripts = scripts;
        this.findings = findings;
    }

    /** @return how many cases were planned */
    int check(ChannelRecipe recipe) {
        int run = 0;
        for (Path folder : Cases.list(recipe.directory().resolve("fixtures-out"))) {
            if (Files.isDirectory(folder)) {
                run++;
                checkCase(recipe, folder);
            }
        }
        return run;
    }

    private void checkCase(ChannelRecipe recipe, Path folder) {
        Path file = folder.resolve("input.json");
        try {
            JsonNode input = Cases.json(file);
            String operation = input.path("operation").asText();
            ObjectNode seen = seen(recipe, input);
            file = folder.resolve("lookups.json");
            if (!lookUp(recipe, operation, seen, file)) {
                return;
            }
            file = folder.resolve("expected.json");
            Optional<JsonNode> plan = scripts.run(recipe.channel(), operation + ".plan", seen);
            if (plan.isEmpty()) {
                findings.add(folder.resolve("input.json"), 1, "there is no " + operation + ".plan.jslt");
                return;
            }
            plan.get().path("requests").forEach(ChannelRequest::of);
            Cases.tell(
                    file,
                    Differences.between(
                            Cases.json(file),
                            Json.MAPPER.readTree(named(plan.get()).toString()),
                            false),
                    "",
                    findings);
        } catch (IOException e) {
            findings.add(file, 1, "cannot be read: " + e.getMessage());
        } catch (JsltException | IllegalArgumentException e) {
            findings.add(file, 1, "the script failed: " + e.getMessage());
        }
    }

    /** Gives the script what the channel would say to each of its looks; whether it asked for all of that and for nothing more. */
    private boolean lookUp(ChannelRecipe recipe, String operation, ObjectNode seen, Path file) throws IOException {
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
    private static ObjectNode seen(ChannelRecipe recipe, JsonNode input) {
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
