package org.caravanserai.intake.pull;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;

/**
 * Beans {@code pollSchedule} and {@code subscriptionSchedule}: say which accounts are due for a look through their orders, or
 * at what their channel pushes; all of them when the hub starts. Every hub asks; only the account's own sender does it.
 */
public final class PollSchedule {

    private final Accounts accounts;
    private final ChannelRecipes recipes;
    private final Function<ChannelRecipe, Duration> every;
    private final Predicate<Account> wanted;
    private final IntConsumer start;
    private final Clock clock;
    private final TimeScale pace;
    private final ConcurrentMap<Integer, Long> done = new ConcurrentHashMap<>();

    private PollSchedule(
            Accounts accounts,
            ChannelRecipes recipes,
            Function<ChannelRecipe, Duration> every,
            Predicate<Account> wanted,
            IntConsumer start,
            Clock clock,
            TimeScale pace) {
        this.accounts = accounts;
        this.recipes = recipes;
        this.every = every;
        this.wanted = wanted;
        this.start = start;
        this.clock = clock;
        this.pace = pace;
    }

    /** Looks through the orders. @param start asks the account's sender for a poll; costs nothing where this hub is not its sender */
    public static PollSchedule ofOrders(
            Accounts accounts, ChannelRecipes recipes, IntConsumer start, Clock clock, TimeScale pace) {
        return new PollSchedule(
                accounts, recipes, recipe -> recipe.list().every(), account -> true, start, clock, pace);
    }

    /** Looks at what the channel pushes, of live accounts only: mending it changes something at the channel. @param start as above */
    public static PollSchedule ofSubscriptions(
            Accounts accounts, ChannelRecipes recipes, IntConsumer start, Clock clock, TimeScale pace) {
        return new PollSchedule(
                accounts,
                recipes,
                recipe -> recipe.subscriptions().every(),
                account -> account.mode() == AccountMode.LIVE,
                start,
                clock,
                pace);
    }

    /** Leaves the accounts that are due now as the body: each once per interval of its recipe, spread by their number. */
    public void due(Exchange exchange) {
        String channel = exchange.getMessage().getHeader(HubHeaders.CHANNEL, String.class);
        Duration interval = pace.of(every.apply(recipes.get(channel)));
        long now = clock.millis();
        List<Account> due = accounts.of(channel).stream()
                .filter(account -> !account.paused() && wanted.test(account))
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
