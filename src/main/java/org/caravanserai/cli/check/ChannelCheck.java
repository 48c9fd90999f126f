package org.caravanserai.cli.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.YamlFile;
import org.caravanserai.channel.recipe.ChannelOperation;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.translate.CanonicalSchema;
import org.caravanserai.translate.Mappings;

/**
 * Recipes, mappings, scripts and fixtures of all channels. Each file is judged by itself: what is wrong with one hides
 * nothing of the others, and a fixture is left out only when the file that it plays does not compile.
 */
final class ChannelCheck {

    private static final String RECIPE = "channel.yaml";

    private final Path transformers;
    private final Path routes;
    private final Findings findings;

    /** @param routes folder of the channels' route files */
    ChannelCheck(Path transformers, Path routes, Findings findings) {
        this.transformers = transformers;
        this.routes = routes;
        this.findings = findings;
    }

    /** @return what was looked at, for people */
    List<String> check() {
        List<ConfigException> wrong = new ArrayList<>();
        ChannelRecipes recipes = ChannelRecipes.read(transformers, wrong);
        ChannelScripts scripts = ChannelScripts.read(recipes, wrong);
        Optional<CanonicalSchema> order = schemas(wrong);
        wrong.forEach(one -> findings.add(Path.of(""), one));
        wrong.clear();
        Mappings mappings = Mappings.read(transformers, wrong);
        wrong.forEach(one -> findings.add(transformers, one));

        int channels = 0;
        int payloads = 0;
        int requests = 0;
        for (Path folder : Cases.list(transformers)) {
            boolean channel = Files.isRegularFile(folder.resolve(RECIPE));
            if (channel) {
                channels++;
                route(folder);
            }
            if (order.isPresent() && (channel || Files.isDirectory(folder.resolve("fixtures")))) {
                payloads += new OrderFixtures(folder, mappings, order.get(), findings).check();
            }
        }
        for (ChannelRecipe recipe : recipes.all()) {
            shapes(recipe);
            operations(recipe);
            new RecipePointers(recipe, findings).check();
            requests += new OutwardFixtures(recipe, scripts, findings).check();
        }
        return List.of(channels + " channels", payloads + " payloads in", requests + " requests out");
    }

    /** All canonical formats load; the one of orders is needed further on. */
    private Optional<CanonicalSchema> schemas(List<ConfigException> wrong) {
        Path folder = transformers.resolve("canonical");
        Optional<CanonicalSchema> order = Optional.empty();
        if (!Files.exists(folder.resolve("order.v1.schema.json"))) {
            wrong.add(new ConfigException(folder.resolve("order.v1.schema.json") + ":1: is missing"));
        }
        for (Path file : Cases.list(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".schema.json")) {
                try {
                    CanonicalSchema schema = CanonicalSchema.load(folder, name.replace(".schema.json", ""));
                    order = name.equals("order.v1.schema.json") ? Optional.of(schema) : order;
                } catch (ConfigException e) {
                    wrong.add(e);
                }
            }
        }
        return order;
    }

    /** A recipe that no route uses is a channel the hub does not speak. */
    private void route(Path folder) {
        Path file = routes.resolve(folder.getFileName() + ".camel.yaml");
        if (Files.isDirectory(routes) && !Files.isRegularFile(file)) {
            findings.add(
                    folder.resolve(RECIPE),
                    1,
                    "no route uses this channel; write " + findings.name(file) + " with its templated routes");
        }
    }

    /** An operation whose template the channel's routes do not use never reaches the channel. */
    private void operations(ChannelRecipe recipe) {
        Path routeFile = routes.resolve(recipe.channel() + ".camel.yaml");
        if (!Files.isRegularFile(routeFile)) {
            return;
        }
        Set<String> templates = new HashSet<>();
        YamlFile.read(routeFile).tree().findValues("routeTemplateRef").forEach(one -> templates.add(one.asText()));
        Path file = recipe.directory().resolve(RECIPE);
        for (ChannelOperation operation : ChannelOperation.values()) {
            if (recipe.operations().containsKey(operation.word()) && !templates.contains(operation.template())) {
                findings.add(
                        file,
                        YamlFile.read(file).line("/operations/" + operation.word()),
                        "no route reaches operations." + operation.word() + "; write " + operation.template()
                                + " as a templated route into " + findings.name(routeFile));
            }
        }
    }

    /** Every shape that carries whole orders has its mapping. */
    private void shapes(ChannelRecipe recipe) {
        recipe.shapes().forEach((name, shape) -> {
            String mapping = "order." + name + ".jslt";
            if (!shape.notificationOnly()
                    && !Files.exists(recipe.directory().resolve(mapping))
                    && !Files.exists(transformers.resolve("canonical").resolve(mapping))) {
                Path file = recipe.directory().resolve(RECIPE);
                findings.add(
                        file,
                        YamlFile.read(file).line("/shapes/" + name),
                        "shape " + name + " has no mapping; write " + mapping + " or notification-only: true");
            }
        });
    }
}
