package org.caravanserai.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.AuthRecipe;

/**
 * Access tokens, one per account. Callers that find it too old wait for one of them to buy a new one; that is committed
 * before anybody uses it. A token the channel refuses is replaced once; if the new one is refused too, the account waits
 * instead of buying tokens in a circle.
 */
public final class Tokens {

    private static final Duration MARGIN = Duration.ofSeconds(90);
    private static final Duration BRAND_NEW = Duration.ofMinutes(2);

    /** A token and when it was bought. */
    public record Token(String value, Instant boughtAt, Instant expiresAt) {}

    /** Keeps tokens, sealed, over restarts. */
    public interface Store {

        Optional<Token> load(int accountId);

        /** Commits it. */
        void save(int accountId, Token token);
    }

    /** Asks the channel for a token. */
    @FunctionalInterface
    public interface Shop {

        /**
         * @throws NotAuthorisedException when none is to be had
         * @throws java.io.UncheckedIOException when there is nobody to ask now
         */
        Token buy(Account account, AuthRecipe.Lwa recipe);
    }

    private final Store store;
    private final Shop shop;
    private final Clock clock;
    private final Duration margin;
    private final Duration brandNew;
    private final ConcurrentMap<Integer, Holder> held = new ConcurrentHashMap<>();

    private static final class Holder {
        private Token token;
        private boolean refused;
    }

    public Tokens(Store store, Shop shop, Clock clock, TimeScale pace) {
        this.store = store;
        this.shop = shop;
        this.clock = clock;
        this.margin = pace.of(MARGIN);
        this.brandNew = pace.of(BRAND_NEW);
    }

    /** A token that is good for a while yet. @throws NotAuthorisedException when none is to be had */
    String access(Account account, AuthRecipe.Lwa recipe) {
        Holder holder = held.computeIfAbsent(account.id(), id -> new Holder());
        synchronized (holder) {
            if (holder.token == null) {
                holder.token = store.load(account.id()).orElse(null);
            }
            if (holder.token == null
                    || holder.refused
                    || !holder.token.expiresAt.isAfter(clock.instant().plus(margin))) {
                Token bought = shop.buy(account, recipe);
                store.save(account.id(), bought);
                holder.token = bought;
                holder.refused = false;
            }
            return holder.token.value;
        }
    }

    /** The channel refused the token just used. */
    void refused(Account account) {
        Holder holder = held.computeIfAbsent(account.id(), id -> new Holder());
        synchronized (holder) {
            holder.refused = holder.token != null
                    && holder.token.boughtAt.isBefore(clock.instant().minus(brandNew));
        }
    }
}
