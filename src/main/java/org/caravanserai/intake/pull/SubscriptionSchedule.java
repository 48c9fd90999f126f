package org.caravanserai.intake.pull;

import java.time.Clock;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;

/** Says which accounts are due for a look at what their channel pushes: live ones only, as mending it changes something there. */
public final class SubscriptionSchedule extends AccountSchedule {

    /** @param start asks the sender of the account with this id; costs nothing where this hub is not its sender */
    public SubscriptionSchedule(
            Accounts accounts, ChannelRecipes recipes, IntConsumer start, Clock clock, TimeScale pace) {
        super(accounts, recipes, start, clock, pace);
    }

    @Override
    Duration every(ChannelRecipe recipe) {
        return recipe.subscriptions().every();
    }

    @Override
    boolean wanted(Account account) {
        return account.mode() == AccountMode.LIVE;
    }
}
