package org.caravanserai.channel.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.caravanserai.channel.ChannelSite;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.notify.ChannelScripts;

/**
 * What every channel has to keep, played from its recipe and its fixtures over the routes of its own file: what comes in is
 * stored once, what is forged is refused, what is asked for is stored, what is told goes out and its answer is understood.
 */
public final class ChannelContract {

    private final ChannelRecipes recipes;
    private final ChannelScripts scripts;

    /** @param transformers the folder of the channels' folders */
    public ChannelContract(Path transformers) {
        recipes = ChannelRecipes.load(transformers);
        scripts = ChannelScripts.load(recipes);
    }

    /** The channels, by name. */
    public List<String> channels() {
        return recipes.all().stream().map(ChannelRecipe::channel).toList();
    }

    /** Plays all that the contract asks of the channel. */
    public void play(String channel, ChannelSite site, Duration patience) throws Exception {
        try (ContractHub hub = open(channel, site, patience)) {
            for (Act act : acts(channel)) {
                act.deed().play(hub);
            }
            hub.hub.watch().check();
        }
    }

    /** Plays only what is needed to see that each of the channel's routes does its work. */
    public void playRoutes(String channel, ChannelSite site, Duration patience) throws Exception {
        Set<String> seen = new HashSet<>();
        try (ContractHub hub = open(channel, site, patience)) {
            for (Act act : acts(channel)) {
                if (seen.add(act.kind())) {
                    act.deed().play(hub);
                }
            }
            hub.hub.watch().check();
        }
    }

    ContractHub open(String channel, ChannelSite site, Duration patience) throws Exception {
        return new ContractHub(site, recipes, scripts, channel, patience);
    }

    List<Act> acts(String channel) {
        ChannelFiles files = new ChannelFiles(recipes.get(channel));
        List<Act> acts = new ArrayList<>();
        if (files.recipe().webhook() != null) {
            acts.addAll(WebhookActs.of(files));
        }
        if (files.recipe().queue() != null) {
            acts.addAll(QueueActs.of(files));
        }
        acts.addAll(PullActs.of(files));
        acts.addAll(NotifyActs.of(files));
        return acts;
    }
}
