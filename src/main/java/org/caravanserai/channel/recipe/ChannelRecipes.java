package org.caravanserai.channel.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.YamlFile;
import org.caravanserai.outbox.SenderPolicies;
import org.caravanserai.outbox.SenderPolicy;

/** All recipes of a hub, one per folder of {@code transformers/} that has a {@code channel.yaml}. */
public final class ChannelRecipes implements SenderPolicies {

    private final Map<String, ChannelRecipe> recipes;

    private ChannelRecipes(Map<String, ChannelRecipe> recipes) {
        this.recipes = recipes;
    }

    /** @throws ConfigException when files are wrong; each line of the message begins with {@code file:line:} */
    public static ChannelRecipes load(Path transformers) {
        List<ConfigException> wrong = new ArrayList<>();
        ChannelRecipes recipes = read(transformers, wrong);
        if (!wrong.isEmpty()) {
            throw ConfigException.together(wrong);
        }
        return recipes;
    }

    /**
     * The recipes that can be read.
     *
     * @param wrong takes {@code file:line: what} for everything that is wrong, in whichever file
     */
    public static ChannelRecipes read(Path transformers, List<ConfigException> wrong) {
        Map<String, ChannelRecipe> recipes = new TreeMap<>();
        try (Stream<Path> folders = Files.list(transformers)) {
            for (Path folder : folders.sorted().toList()) {
                Path file = folder.resolve("channel.yaml");
                if (Files.isRegularFile(file)) {
                    one(file, wrong).ifPresent(recipe -> recipes.put(recipe.channel(), recipe));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the channels of " + transformers, e);
        }
        return new ChannelRecipes(recipes);
    }

    private static Optional<ChannelRecipe> one(Path file, List<ConfigException> wrong) {
        try {
            return Optional.ofNullable(RecipeReader.read(YamlFile.read(file), file.getParent(), wrong));
        } catch (ConfigException e) {
            wrong.add(e);
            return Optional.empty();
        }
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

    /** A channel without a recipe has no budget and no operation, so nothing is ever repeated there. */
    @Override
    public SenderPolicy of(String channel) {
        return find(channel)
                .map(ChannelRecipe::senderPolicy)
                .orElseGet(() -> SenderPolicy.account(List.of(), Map.of(), 1));
    }
}
