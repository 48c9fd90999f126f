package org.caravanserai.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.caravanserai.base.Json;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.account.BaseUrlGuard;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;

/** Makes errands: finds the account and its recipe and lays out what scripts see. */
public final class OperationContexts {

    private final Accounts accounts;
    private final ChannelRecipes recipes;

    public OperationContexts(Accounts accounts, ChannelRecipes recipes) {
        this.accounts = accounts;
        this.recipes = recipes;
    }

    /**
     * @throws IllegalStateException when there is no such account
     * @throws org.caravanserai.base.ConfigException when its base URL may not be called
     */
    public OperationContext begin(OperationRequest assignment) {
        Account account = accounts.byId(assignment.accountId())
                .orElseThrow(() -> new IllegalStateException("no account " + assignment.accountId()));
        BaseUrlGuard.check("base URL of " + account.channel() + "/" + account.name(), account.baseUrl());
        ChannelRecipe recipe = recipes.get(account.channel());
        ObjectNode input = assignment.input().deepCopy();
        input.put("attempt", assignment.attempt());
        input.set("account", view(account));
        input.set("carriers", Json.MAPPER.valueToTree(recipe.carriers()));
        return new OperationContext(assignment, account, recipe, input);
    }

    /** The account as scripts see it: no secrets. */
    static ObjectNode view(Account account) {
        return Json.MAPPER.valueToTree(Map.of(
                "channel",
                account.channel(),
                "name",
                account.name(),
                "baseUrl",
                account.baseUrl(),
                "settings",
                account.settings()));
    }
}
