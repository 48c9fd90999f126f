package org.caravanserai.channel.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.caravanserai.base.ConfigException;

/** All recipes of a hub, one per folder of {@code transformers/} that has a {@code channel.yaml}. */
public final class ChannelRecipes {

    private final Map<String, ChannelRecipe> recipes;

    private ChannelRecipes(Map<String, ChannelRecipe> recipes) {
        this.recipes = recipes;
    }

    /** @throws ConfigException when a file is wrong; the message begins with {@code file:line:} */
    public static ChannelRecipes load(Path transformers) {
        Map<String, ChannelRecipe> recipes = new TreeMap<>();
        try (Stream<Path> folders = Files.list(transformers)) {
            for (Path folder : folders.sorted().toList()) {
                Path file = folder.resolve("channel.yaml");
                if (Files.isRegularFile(file)) {
                    ChannelRecipe recipe = RecipeReader.read(file.toString(), Files.readString(file), folder);
                    recipes.put(recipe.channel(), recipe);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the channels of " + transformers, e);
        }
        return new ChannelRecipes(recipes);
    }

    public Optional<ChannelRecipe> find(String channel) {
        return Optional.ofNullable(recipes.get(channel));
    }

    /** @throws ConfigException when there is no such channel */
    public ChannelRecipe get(String channel) {
        return find(channel)
                .orElseThrow(() -> new ConfigException(
                        "no channel " + channel + "; known: " + String.join(", ", recipes.keySet())));
    }

    public Collection<ChannelRecipe> all() {
        return recipes.values();
    }
}
