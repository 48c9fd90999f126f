package org.caravanserai.cli.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.caravanserai.base.ConfigException;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.translate.CanonicalSchema;
import org.caravanserai.translate.Mappings;
import org.caravanserai.translate.Translator;

/**
 * Loads every file that a hub of this home would load and runs every fixture, without starting anything.
 */
public final class HomeCheck {

    private final Path routes;
    private final Path transformers;
    private final Properties settings;
    private final Findings findings;
    private List<RouteFile> files = List.of();
    private final List<String> counted = new ArrayList<>();

    /**
     * @param routes folder of the routes
     * @param transformers folder of the channels
     * @param settings every setting with its value
     */
    public HomeCheck(Path routes, Path transformers, Properties settings, Findings findings) {
        this.routes = routes;
        this.transformers = transformers;
        this.settings = settings;
        this.findings = findings;
    }

    /** Checks all of it. What is wrong is in the findings; returns what was looked at, for people. */
    public List<String> run() {
        counted.clear();
        checkRoutes();
        checkChannels();
        return List.copyOf(counted);
    }

    /** Whether {@link #run} could read every route file. */
    public boolean readable() {
        return Files.isDirectory(routes) && files.size() == paths().size();
    }

    /** The table of the routes as {@link #run} found them. */
    public String readme() {
        return RoutesReadme.write(files);
    }

    /** The routes alone. */
    void checkRoutes() {
        files = files();
        RouteSchema schema = new RouteSchema();
        RouteRules rules = new RouteRules(findings);
        boolean before = findings.isEmpty();
        for (RouteFile file : files) {
            schema.check(file, findings);
            rules.check(file);
        }
        new RouteLinks(findings).check(files, transformers);
        if (before && findings.isEmpty()) {
            new ScratchRoutes(findings).check(routes, files, settings);
        }
        counted.add(files.size() + " route files with "
                + files.stream().mapToInt(file -> file.entries().size()).sum() + " entries");
    }

    private List<RouteFile> files() {
        List<RouteFile> found = new ArrayList<>();
        if (!Files.isDirectory(routes)) {
            findings.add(routes, 1, "is no folder; hub.routes must name the folder of the routes");
            return found;
        }
        for (Path path : paths()) {
            attempt(routes, () -> found.add(RouteFile.read(path)));
        }
        return found;
    }

    private List<Path> paths() {
        try (Stream<Path> all = Files.walk(routes)) {
            return all.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + routes, e);
        }
    }

    /** Recipes, mappings and fixtures alone. */
    void checkChannels() {
        if (!Files.isDirectory(transformers)) {
            findings.add(transformers, 1, "is no folder; hub.transformers must name the folder of the channels");
            return;
        }
        ChannelRecipes recipes = attempt(transformers, () -> ChannelRecipes.load(transformers));
        Mappings mappings = attempt(transformers, () -> Mappings.load(transformers));
        CanonicalSchema order = schemas();
        ChannelScripts scripts = recipes == null ? null : attempt(transformers, () -> ChannelScripts.load(recipes));
        int requests = 0;
        int plans = 0;
        if (recipes != null) {
            for (ChannelRecipe recipe : recipes.all()) {
                shapes(recipe, mappings);
                requests += mappings == null || order == null
                        ? 0
                        : new OrderFixtures(new Translator(() -> mappings, order), findings).check(recipe.directory());
                plans += scripts == null ? 0 : new OutwardFixtures(scripts, findings).check(recipe);
            }
            Path ours = transformers.resolve("canonical");
            if (mappings != null && order != null && Files.isDirectory(ours.resolve("fixtures"))) {
                requests += new OrderFixtures(new Translator(() -> mappings, order), findings).check(ours);
            }
            counted.add(recipes.all().size() + " channels");
        }
        counted.add(requests + " payloads in");
        counted.add(plans + " requests out");
    }

    /** All canonical formats load; the one of orders is needed further on. */
    private CanonicalSchema schemas() {
        Path folder = transformers.resolve("canonical");
        CanonicalSchema order = attempt(folder, () -> CanonicalSchema.load(folder, "order.v1"));
        for (Path file : Cases.list(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".schema.json")) {
                attempt(folder, () -> CanonicalSchema.load(folder, name.replace(".schema.json", "")));
            }
        }
        return order;
    }

    /** Every shape that carries whole orders has its mapping. */
    private void shapes(ChannelRecipe recipe, Mappings mappings) {
        recipe.shapes().forEach((name, shape) -> {
            if (mappings != null
                    && !shape.notificationOnly()
                    && !mappings.shapes().contains(recipe.channel() + "/" + name)) {
                Path file = recipe.directory().resolve("channel.yaml");
                findings.add(
                        file,
                        YamlFile.read(file).line("/shapes/" + name),
                        "shape " + name + " has no mapping; write order." + name + ".jslt or notification-only: true");
            }
        });
    }

    private <T> T attempt(Path folder, Supplier<T> load) {
        try {
            return load.get();
        } catch (ConfigException e) {
            findings.add(folder, e);
            return null;
        }
    }
}
