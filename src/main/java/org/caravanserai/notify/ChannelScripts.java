package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.YamlFile;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.script.JsltFiles;

/**
 * The channels' outward scripts, compiled once: {@code <operation>.lookup.jslt}, {@code .plan.jslt}, {@code .judge.jslt},
 * {@code fetch.request.jslt}, {@code fetch.more.jslt} and {@code list.request.jslt}. Nulls in what a script puts out are kept: a channel may want
 * to see them.
 */
public final class ChannelScripts {

    private final Map<String, Expression> scripts;

    private ChannelScripts(Map<String, Expression> scripts) {
        this.scripts = Map.copyOf(scripts);
    }

    /** @throws ConfigException {@code file:line: what} for each script that does not compile or that a recipe needs and lacks */
    public static ChannelScripts load(ChannelRecipes recipes) {
        List<ConfigException> wrong = new ArrayList<>();
        ChannelScripts scripts = read(recipes, wrong);
        if (!wrong.isEmpty()) {
            throw ConfigException.together(wrong);
        }
        return scripts;
    }

    /**
     * The scripts that compile.
     *
     * @param wrong takes {@code file:line: what} of each that does not, and of each that is missing
     */
    public static ChannelScripts read(ChannelRecipes recipes, List<ConfigException> wrong) {
        Map<String, Expression> scripts = new HashMap<>();
        for (ChannelRecipe recipe : recipes.all()) {
            Map<String, String> documents = new HashMap<>();
            texts(recipe.directory(), ".graphql", (name, file) -> documents.put(name, read(file)));
            // imports are files of the same folder and nothing else
            JsltFiles compiler = new JsltFiles(
                    Path::toString, name -> beside(recipe.directory(), name), ScriptFunctions.of(documents));
            texts(recipe.directory(), ".jslt", (name, file) -> {
                if (name.matches("[a-z-]+\\.(lookup|plan|judge|request|more)")) {
                    try {
                        scripts.put(recipe.channel() + "/" + name, compiler.compile(file));
                    } catch (ConfigException e) {
                        wrong.add(e);
                    }
                }
            });
            missing(recipe, wrong);
        }
        return new ChannelScripts(scripts);
    }

    /** Whether the channel has this script and it compiled. */
    public boolean has(String channel, String name) {
        return scripts.containsKey(channel + "/" + name);
    }

    /** What the script makes of {@code input}; empty when the channel has no such script. */
    public Optional<JsonNode> run(String channel, String name, JsonNode input) {
        Expression script = scripts.get(channel + "/" + name);
        return script == null ? Optional.empty() : Optional.of(script.apply(input));
    }

    private static void missing(ChannelRecipe recipe, List<ConfigException> wrong) {
        Map<String, String> needed = new LinkedHashMap<>();
        recipe.operations().keySet().forEach(one -> needed.put(one + ".plan", "/operations/" + one));
        if (recipe.fetch() != null) {
            needed.put("fetch.request", "/fetch");
            if (recipe.fetch().more() > 0) {
                needed.put("fetch.more", "/fetch/more");
            }
        }
        if (recipe.list() != null) {
            needed.put("list.request", "/list");
        }
        if (recipe.subscriptions() != null) {
            needed.put("subscriptions.lookup", "/subscriptions");
            needed.put("subscriptions.plan", "/subscriptions");
        }
        Path file = recipe.directory().resolve("channel.yaml");
        needed.forEach((name, pointer) -> {
            if (!Files.isRegularFile(recipe.directory().resolve(name + ".jslt"))) {
                wrong.add(new ConfigException(
                        file + ":" + YamlFile.read(file).line(pointer) + ": " + name + ".jslt is missing beside it"));
            }
        });
    }

    private static Optional<Path> beside(Path directory, String name) {
        return Optional.of(directory.resolve(Path.of(name).getFileName())).filter(Files::isRegularFile);
    }

    private static void texts(Path directory, String suffix, java.util.function.BiConsumer<String, Path> each) {
        try (Stream<Path> files = Files.list(directory)) {
            files.sorted().forEach(file -> {
                String name = file.getFileName().toString();
                if (name.endsWith(suffix)) {
                    each.accept(name.substring(0, name.length() - suffix.length()), file);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
