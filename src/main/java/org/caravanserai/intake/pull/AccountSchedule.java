package org.caravanserai.intake.pull;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntConsumer;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;

/**
 * Says which accounts of a channel are due; all of them when the hub starts. Every hub asks; only the account's own sender
 * does it.
 */
public abstract class AccountSchedule {

    private final Accounts accounts;
    private final ChannelRecipes recipes;
    private final IntConsumer start;
    private final Clock clock;
    private final TimeScale pace;
    private final ConcurrentMap<Integer, Long> done = new ConcurrentHashMap<>();

    /** @param start asks the sender of the account with this id; costs nothing where this hub is not its sender */
    AccountSchedule(Accounts accounts, ChannelRecipes recipes, IntConsumer start, Clock clock, TimeScale pace) {
        this.accounts = accounts;
        this.recipes = recipes;
        this.start = start;
        this.clock = clock;
        this.pace = pace;
    }

    /** How often an account of this channel is due, in the channel's time. */
    abstract Duration every(ChannelRecipe recipe);

    /** Whether this account is looked at at all; one that is paused is not. */
    abstract boolean wanted(Account account);

    /** Leaves the accounts that are due now as the body: each once per interval of its recipe, spread by their number. */
    @Leaves(body = List.class, each = Account.class)
    public void due(Exchange exchange) {
        String channel = exchange.getMessage().getHeader(HubHeaders.CHANNEL, String.class);
        Duration interval = pace.of(every(recipes.get(channel)));
        long now = clock.millis();
        List<Account> due = accounts.of(channel).stream()
                .filter(account -> !account.paused() && wanted(account))
                .filter(account -> {
                    long slot = (now + spread(account, interval)) / interval.toMillis();
                    Long last = done.put(account.id(), slot);
                    return last == null || last != slot;
                })
                .toList();
        exchange.getMessage().setBody(due);
    }

    /** Asks for the look through the account in the body. */
    public void start(Exchange exchange) {
        start.accept(exchange.getMessage().getBody(Account.class).id());
    }

    /** Accounts of one channel are not all asked at the same moment. */
    private static long spread(Account account, Duration every) {
        return Math.floorMod(account.id() * 7919L, every.toMillis());
    }
}
