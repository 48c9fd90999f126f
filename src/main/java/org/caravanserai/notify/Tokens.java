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
 * Access tokens, one per account. Callers that find it too old wait for one of them to ask for a new one; that is committed
 * before anybody uses it. A token the channel refuses is replaced once; if the new one is refused too, the account waits
 * instead of asking for tokens without end.
 */
public final class Tokens {

    private static final Duration MARGIN = Duration.ofSeconds(90);
    private static final Duration BRAND_NEW = Duration.ofMinutes(2);

    /** A token and when it was issued. @param identity whose it is, see {@link TokenClient#identity} */
    public record Token(String value, Instant issuedAt, Instant expiresAt, String identity) {

        /** Of whoever the account is. */
        public Token(String value, Instant issuedAt, Instant expiresAt) {
            this(value, issuedAt, expiresAt, "");
        }
    }

    /** Keeps tokens, sealed, over restarts. */
    public interface TokenStore {

        Optional<Token> load(int accountId);

        /** Commits it. */
        void save(int accountId, Token token);
    }

    /** Asks the channel for a token. */
    @FunctionalInterface
    public interface TokenClient {

        /**
         * @throws NotAuthorisedException when none is to be had
         * @throws java.io.UncheckedIOException when there is nobody to ask now
         */
        Token request(Account account, AuthRecipe.Lwa recipe);

        /** As whom, and of whom, tokens are asked for: another one after the account was changed. Tells no secret. */
        default String identity(Account account, AuthRecipe.Lwa recipe) {
            return "";
        }
    }

    private final TokenStore store;
    private final TokenClient client;
    private final Clock clock;
    private final Duration margin;
    private final Duration brandNew;
    private final ConcurrentMap<Integer, Holder> held = new ConcurrentHashMap<>();

    private static final class Holder {
        private Token token;
        private boolean refused;
    }

    public Tokens(TokenStore store, TokenClient client, Clock clock, TimeScale timeScale) {
        this.store = store;
        this.client = client;
        this.clock = clock;
        this.margin = timeScale.of(MARGIN);
        this.brandNew = timeScale.of(BRAND_NEW);
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
                    || !holder.token.identity.equals(client.identity(account, recipe))
                    || !holder.token.expiresAt.isAfter(clock.instant().plus(margin))) {
                Token fresh = client.request(account, recipe);
                store.save(account.id(), fresh);
                holder.token = fresh;
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
                    && holder.token.issuedAt.isBefore(clock.instant().minus(brandNew));
        }
    }
}
