package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caravanserai.base.ConfigException;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;

/**
 * The channels' outward scripts, compiled once: {@code <operation>.lookup.jslt}, {@code .plan.jslt}, {@code .judge.jslt},
 * {@code fetch.request.jslt} and {@code list.request.jslt}. Nulls in what a script puts out are kept: a channel may want
 * to see them.
 */
public final class ChannelScripts {

    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private final Map<String, Expression> scripts;

    private ChannelScripts(Map<String, Expression> scripts) {
        this.scripts = Map.copyOf(scripts);
    }

    /** @throws ConfigException {@code file:line: what} when a script does not compile or one that the recipe needs is missing */
    public static ChannelScripts load(ChannelRecipes recipes) {
        Map<String, Expression> scripts = new HashMap<>();
        for (ChannelRecipe recipe : recipes.all()) {
            Map<String, String> documents = new HashMap<>();
            texts(recipe.directory(), ".graphql", (name, file) -> documents.put(name, read(file)));
            texts(recipe.directory(), ".jslt", (name, file) -> {
                if (name.matches("[a-z-]+\\.(lookup|plan|judge|request)")) {
                    scripts.put(recipe.channel() + "/" + name, compile(recipe.directory(), file, documents));
                }
            });
            recipe.operations().keySet().forEach(operation -> need(scripts, recipe, operation + ".plan"));
            if (recipe.fetch() != null) {
                need(scripts, recipe, "fetch.request");
            }
            if (recipe.list() != null) {
                need(scripts, recipe, "list.request");
            }
            if (recipe.subscriptions() != null) {
                need(scripts, recipe, "subscriptions.lookup");
                need(scripts, recipe, "subscriptions.plan");
            }
        }
        return new ChannelScripts(scripts);
    }

    /** What the script makes of {@code input}; empty when the channel has no such script. */
    public Optional<JsonNode> run(String channel, String name, JsonNode input) {
        Expression script = scripts.get(channel + "/" + name);
        return script == null ? Optional.empty() : Optional.of(script.apply(input));
    }

    private static void need(Map<String, Expression> scripts, ChannelRecipe recipe, String name) {
        if (!scripts.containsKey(recipe.channel() + "/" + name)) {
            throw new ConfigException(
                    recipe.directory().resolve("channel.yaml") + ":1: " + name + ".jslt is missing beside it");
        }
    }

    /** Imports are files of the same folder and nothing else. */
    private static Expression compile(Path directory, Path file, Map<String, String> documents) {
        try {
            return new Parser(new StringReader(read(file)))
                    .withSource(file.toString())
                    .withFunctions(ScriptFunctions.of(documents))
                    .withObjectFilter(value -> true)
                    .withResourceResolver(name -> new StringReader(
                            read(directory.resolve(Path.of(name).getFileName()))))
                    .compile();
        } catch (JsltException e) {
            Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
            throw new ConfigException(
                    file + ":" + (line.find() ? line.group(1) : "1") + ": "
                            + e.getMessageWithoutLocation().lines().findFirst().orElse("wrong"),
                    e);
        }
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
