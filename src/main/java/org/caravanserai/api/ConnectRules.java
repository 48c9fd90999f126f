package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.api.ApiProblem.Wrong;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.NearestNames;
import org.caravanserai.base.SecretSource;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.account.BaseUrlGuard;
import org.caravanserai.channel.account.TargetGuard;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.recipe.QueueRecipe;
import org.caravanserai.order.due.Counting;

/**
 * What an account needs before it may take part: a channel there is, an address the hub may call, every secret and setting
 * its recipe asks for, and secrets that are nobody else's. One that is off may wait for its secrets and settings.
 */
public final class ConnectRules {

    private final Accounts accounts;
    private final ChannelRecipes recipes;
    private final SecretSource secrets;
    private final TargetGuard targets;

    public ConnectRules(Accounts accounts, ChannelRecipes recipes, SecretSource secrets, TargetGuard targets) {
        this.accounts = accounts;
        this.recipes = recipes;
        this.secrets = secrets;
        this.targets = targets;
    }

    /**
     * @param mode the one the account will have
     * @throws ApiProblem 400 with each thing that is wrong or missing, 409 when its secrets are another account's
     */
    void check(Accounts.NewAccount account, AccountMode mode) {
        refuseForeignSecrets(account);
        List<Wrong> wrong = new ArrayList<>();
        ChannelRecipe recipe = recipes.find(account.channel()).orElse(null);
        if (recipe == null) {
            checkUnknown(account, wrong);
        } else {
            checkTargets(account, recipe, wrong);
            checkCounts(account.settings(), wrong);
            if (mode != AccountMode.OFF) {
                checkSettings(account, recipe, wrong);
                checkSecrets(account, recipe, wrong);
            }
        }
        if (!wrong.isEmpty()) {
            throw ApiProblem.invalid(wrong);
        }
    }

    /** Whoever could name another account's secrets could have them sent to an address of his own. */
    private void refuseForeignSecrets(Accounts.NewAccount account) {
        accounts.list().stream()
                .filter(other ->
                        !account.secretRef().isEmpty() && other.secretRef().equals(account.secretRef()))
                .filter(other -> !other.channel().equals(account.channel())
                        || !other.name().equals(account.name()))
                .findFirst()
                .ifPresent(other -> {
                    throw ApiProblem.conflict(
                            "the secrets " + account.secretRef() + ".* are those of "
                                    + other.channel() + "/" + other.name()
                                    + ", and a secret belongs to one account: put a copy into files of this account's own, and name them as secretRef");
                });
    }

    /** Without a recipe nothing can be called: its orders come as messages and files. */
    private void checkUnknown(Accounts.NewAccount account, List<Wrong> wrong) {
        if (!account.baseUrl().isEmpty()) {
            List<String> known =
                    recipes.all().stream().map(ChannelRecipe::channel).toList();
            wrong.add(new Wrong(
                    "/channel",
                    "there is no channel " + account.channel() + NearestNames.hint(account.channel(), known)
                            + "; there are "
                            + String.join(", ", known)
                            + ". Leave baseUrl out if its orders come as messages and files only"));
        }
    }

    private void checkTargets(Accounts.NewAccount account, ChannelRecipe recipe, List<Wrong> wrong) {
        if (account.baseUrl().isEmpty()) {
            wrong.add(new Wrong("/baseUrl", "is missing: where the API of this account begins"));
        } else {
            checkTarget(
                    "/baseUrl", "base URL of " + account.channel() + "/" + account.name(), account.baseUrl(), wrong);
        }
        QueueRecipe queue = recipe.queue();
        Stream.of("tokenUrl", queue == null ? "tokenUrl" : queue.url())
                .distinct()
                .forEach(setting -> {
                    String url = account.settings().path(setting).asText("");
                    if (!url.isEmpty()) {
                        checkTarget("/settings/" + setting, setting, url, wrong);
                    }
                });
    }

    private void checkTarget(String pointer, String what, String url, List<Wrong> wrong) {
        try {
            targets.check(what, BaseUrlGuard.check(what, url));
        } catch (ConfigException e) {
            wrong.add(new Wrong(pointer, e.getMessage()));
        }
    }

    private static void checkCounts(JsonNode settings, List<Wrong> wrong) {
        String counts = settings.path("counts").asText("");
        if (!counts.isEmpty() && Counting.of(counts).isEmpty()) {
            wrong.add(new Wrong("/settings/counts", "is '" + counts + "'; it may be units, line or order"));
        }
    }

    private static void checkSettings(Accounts.NewAccount account, ChannelRecipe recipe, List<Wrong> wrong) {
        for (String needed : recipe.requiredSettings()) {
            List<String> names = List.of(needed.split("[|]"));
            if (names.stream().allMatch(name -> isEmpty(account.settings().path(name)))) {
                wrong.add(new Wrong(
                        "/settings/" + names.get(0),
                        "is missing: " + recipe.title() + " needs the setting " + String.join(" or ", names)));
            }
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() ? value.isEmpty() : value.asText("").isBlank();
    }

    private void checkSecrets(Accounts.NewAccount account, ChannelRecipe recipe, List<Wrong> wrong) {
        QueueRecipe queue = recipe.queue();
        boolean withQueue = queue != null
                && Stream.of(queue.url(), queue.path())
                        .anyMatch(name -> !isEmpty(account.settings().path(name)));
        for (String what : recipe.requiredSecrets(withQueue)) {
            String name = account.secretRef().isEmpty() ? what : account.secretRef() + "." + what;
            if (secrets.all(name).isEmpty()) {
                wrong.add(new Wrong("/secretRef", secrets.missing(name)));
            }
        }
    }
}
