package org.caravanserai.notify;

import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.account.BaseUrlGuard;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.outbox.SendPermit;
import org.caravanserai.outbox.Work;

/** Makes operation contexts: finds the account and its recipe and lays out what scripts see. */
public final class OperationContexts {

    private final Accounts accounts;
    private final ChannelRecipes recipes;

    public OperationContexts(Accounts accounts, ChannelRecipes recipes) {
        this.accounts = accounts;
        this.recipes = recipes;
    }

    /**
     * @param work for a channel account
     * @param permit of its sender; null when no sender stands behind
     * @throws IllegalStateException when there is no such account
     * @throws org.caravanserai.base.ConfigException when its base URL may not be called
     */
    public OperationContext begin(Work work, SendPermit permit) {
        Account account = accounts.byId(work.account().id())
                .orElseThrow(() ->
                        new IllegalStateException("no account " + work.account().id()));
        BaseUrlGuard.check("base URL of " + account.channel() + "/" + account.name(), account.baseUrl());
        ChannelRecipe recipe = recipes.get(account.channel());
        return new OperationContext(
                work,
                permit == null ? SendPermit.FREE : permit,
                account,
                recipe,
                ScriptInput.of(work, account, recipe));
    }
}
