package org.caravanserai.channel.pull;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntConsumer;
import org.apache.camel.Exchange;
import org.caravanserai.base.Pace;
import org.caravanserai.channel.Account;
import org.caravanserai.channel.Accounts;
import org.caravanserai.channel.recipe.ChannelRecipes;

/**
 * Bean {@code pollSchedule}: says which accounts are due for a look through. Every hub asks; only the account's own sender
 * does it, and the account's mark in the database says from where.
 */
public final class PollSchedule {

    private final Accounts accounts;
    private final ChannelRecipes recipes;
    private final IntConsumer start;
    private final Clock clock;
    private final Pace pace;
    private final ConcurrentMap<Integer, Long> done = new ConcurrentHashMap<>();

    /** @param start asks the account's sender for a poll; costs nothing where this hub is not its sender */
    public PollSchedule(Accounts accounts, ChannelRecipes recipes, IntConsumer start, Clock clock, Pace pace) {
        this.accounts = accounts;
        this.recipes = recipes;
        this.start = start;
        this.clock = clock;
        this.pace = pace;
    }

    /** Leaves the accounts that are due now as the body: each once per interval of its recipe, spread by their number. */
    public void due(Exchange exchange) {
        String channel = exchange.getMessage().getHeader("hubChannel", String.class);
        Duration every = pace.of(recipes.get(channel).list().every());
        long now = clock.millis();
        List<Account> due = accounts.of(channel).stream().filter(account -> !account.paused()).filter(account -> {
            long slot = (now + spread(account, every)) / every.toMillis();
            Long last = done.put(account.id(), slot);
            return last == null || last != slot;
        }).toList();
        exchange.getMessage().setBody(due);
    }

    /** Asks for the poll of the account in the body. */
    public void start(Exchange exchange) {
        start.accept(exchange.getMessage().getBody(Account.class).id());
    }

    /** Accounts of one channel are not all asked at the same moment. */
    private static long spread(Account account, Duration every) {
        return Math.floorMod(account.id() * 7919L, every.toMillis());
    }
}
