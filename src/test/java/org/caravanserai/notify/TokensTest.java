package org.caravanserai.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.channel.recipe.AuthRecipe;
import org.junit.jupiter.api.Test;

/** One purchase at a time and account, committed before it is used. */
class TokensTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final AuthRecipe.Lwa LWA = new AuthRecipe.Lwa("h", "https://t.example", "i", "s", "r");

    private final Account account = FixedAccounts.account(1, "amazon", "mugs", "https://a.example", Map.of());
    private final Map<Integer, Tokens.Token> kept = new ConcurrentHashMap<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AtomicInteger bought = new AtomicInteger();
    private String identity = "one";
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    private Tokens tokens() {
        return new Tokens(
                new Tokens.TokenStore() {
                    @Override
                    public Optional<Tokens.Token> load(int accountId) {
                        return Optional.ofNullable(kept.get(accountId));
                    }

                    @Override
                    public void save(int accountId, Tokens.Token token) {
                        log.add("saved " + token.value());
                        kept.put(accountId, token);
                    }
                },
                new Tokens.TokenClient() {
                    @Override
                    public Tokens.Token request(Account one, AuthRecipe.Lwa recipe) {
                        return new Tokens.Token(
                                "t" + bought.incrementAndGet(),
                                clock.instant(),
                                clock.instant().plusSeconds(3600),
                                identity);
                    }

                    @Override
                    public String identity(Account one, AuthRecipe.Lwa recipe) {
                        return identity;
                    }
                },
                new Clock() {
                    @Override
                    public java.time.ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return clock.instant();
                    }
                },
                TimeScale.REAL);
    }

    @Test
    void manyCallersAtOnceBuyOneToken() throws Exception {
        Tokens tokens = tokens();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            var all = IntStream.range(0, 16)
                    .mapToObj(i -> callers.submit((Callable<String>) () -> {
                        start.await();
                        return tokens.access(account, LWA);
                    }))
                    .toList();
            start.countDown();
            for (var one : all) {
                assertThat(one.get()).isEqualTo("t1");
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(bought).hasValue(1);
        assertThat(log).containsExactly("saved t1");
    }

    @Test
    void aTokenOutlivesARestartAndIsReplacedBeforeItEnds() {
        tokens().access(account, LWA);
        Tokens later = tokens();
        assertThat(later.access(account, LWA)).isEqualTo("t1");
        clock = Clock.offset(clock, Duration.ofMinutes(59));
        assertThat(later.access(account, LWA)).isEqualTo("t2");
    }

    /** It would open the old shop's door for the new one's orders. */
    @Test
    void aTokenOfAnotherIdentityIsNotUsedNeitherHeldNorKept() {
        Tokens tokens = tokens();
        assertThat(tokens.access(account, LWA)).isEqualTo("t1");
        identity = "another";
        assertThat(tokens.access(account, LWA)).isEqualTo("t2");
        assertThat(tokens.access(account, LWA)).isEqualTo("t2");
        identity = "third";
        assertThat(tokens().access(account, LWA)).isEqualTo("t3");
    }

    @Test
    void aTokenThatCannotBeKeptIsNotUsed() {
        Tokens tokens = new Tokens(
                new Tokens.TokenStore() {
                    @Override
                    public Optional<Tokens.Token> load(int accountId) {
                        return Optional.empty();
                    }

                    @Override
                    public void save(int accountId, Tokens.Token token) {
                        throw new IllegalStateException("database is away");
                    }
                },
                (one, recipe) -> new Tokens.Token("t", NOW, NOW.plusSeconds(60)),
                clock,
                TimeScale.REAL);
        assertThatThrownBy(() -> tokens.access(account, LWA)).hasMessageContaining("away");
    }

    @Test
    void aBrandNewTokenThatIsRefusedIsNotReplaced() {
        Tokens tokens = tokens();
        tokens.access(account, LWA);
        tokens.refused(account);
        assertThat(tokens.access(account, LWA)).isEqualTo("t1");

        clock = Clock.offset(clock, Duration.ofMinutes(3));
        tokens.refused(account);
        assertThat(tokens.access(account, LWA)).isEqualTo("t2");
    }
}
