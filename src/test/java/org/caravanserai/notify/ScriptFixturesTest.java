package org.caravanserai.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.base.Json;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the channels' scripts plan, case by case: {@code fixtures-out/NN-case/input.json} says operation, work and settings,
 * {@code lookups.json} what the channel answered to each look beforehand, and the plan must be {@code expected.json}
 * (GraphQL documents stand there by their operation's name).
 */
class ScriptFixturesTest {

    private static final Path ROOT = Path.of("transformers");

    private final ChannelRecipes recipes = ChannelRecipes.load(ROOT);
    private final ChannelScripts scripts = ChannelScripts.load(recipes);

    @TestFactory
    Stream<DynamicTest> everyCaseIsPlannedAsExpected() {
        return recipes.all().stream()
                .map(ChannelRecipe::channel)
                .flatMap(channel -> cases(channel)
                        .map(folder -> DynamicTest.dynamicTest(
                                channel + "/" + folder.getFileName(), () -> check(channel, folder))));
    }

    private void check(String channel, Path folder) throws IOException {
        JsonNode input = read(folder.resolve("input.json"));
        ObjectNode seen = input.path("work").deepCopy();
        seen.put("attempt", input.path("attempt").asInt(1));
        seen.set(
                "account",
                ScriptInput.view(FixedAccounts.account(7, channel, "one", "https://shop.example", Map.of())));
        ((ObjectNode) seen.get("account")).set("settings", input.path("settings"));
        seen.set("carriers", Json.MAPPER.valueToTree(recipes.get(channel).carriers()));
        String operation = input.path("operation").asText();
        Path lookups = folder.resolve("lookups.json");
        ArrayNode found = seen.putArray("lookups");
        if (Files.exists(lookups)) {
            for (JsonNode body : read(lookups)) {
                assertThat(scripts.run(channel, operation + ".lookup", seen))
                        .get()
                        .satisfies(request -> ChannelRequest.of(request));
                found.addObject().put("status", 200).set("body", body);
            }
            assertThat(scripts.run(channel, operation + ".lookup", seen))
                    .as("all that is needed was looked up")
                    .get()
                    .satisfies(request -> assertThat(request.isNull()).isTrue());
        }

        JsonNode plan = scripts.run(channel, operation + ".plan", seen).orElseThrow();

        plan.path("requests").forEach(ChannelRequest::of);
        assertThat(Json.MAPPER.readTree(named(plan).toString())).isEqualTo(read(folder.resolve("expected.json")));
    }

    /** Replaces each GraphQL document by the first line of it. */
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

    private static Stream<Path> cases(String channel) {
        Path folder = ROOT.resolve(channel).resolve("fixtures-out");
        if (!Files.isDirectory(folder)) {
            // a channel that is told nothing
            return Stream.empty();
        }
        try (Stream<Path> cases = Files.list(folder)) {
            return cases.sorted(Comparator.naturalOrder()).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return Json.MAPPER.readTree(Files.readAllBytes(file));
    }
}
