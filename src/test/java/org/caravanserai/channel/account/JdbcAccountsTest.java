package org.caravanserai.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.Json;
import org.caravanserai.notify.JdbcTokenStore;
import org.caravanserai.notify.Tokens;
import org.caravanserai.privacy.MasterKey;
import org.caravanserai.privacy.MasterSealer;
import org.caravanserai.privacy.Sealer;
import org.caravanserai.testing.TestClock;
import org.caravanserai.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts and their tokens in the database. */
class JdbcAccountsTest {

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static JdbcAccounts accounts(Duration keep) {
        return new JdbcAccounts(JdbcClient.create(database.dataSource()), keep, TestClock.standing());
    }

    private static Account connect(JdbcAccounts accounts, String name, String url) {
        return accounts.connect(new Accounts.NewAccount(
                "shopify",
                name,
                AccountMode.LIVE,
                url,
                Json.MAPPER.valueToTree(Map.of("stockLocation", "1")),
                "shopify-" + name));
    }

    @Test
    void connectingTwiceIsOneAccountWithTheNewerWords() {
        JdbcAccounts accounts = accounts(Duration.ofMinutes(1));
        Account first = connect(accounts, "north", "https://north.example/");
        Account second = connect(accounts, "north", "https://new.example");

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(first.baseUrl()).isEqualTo("https://north.example");
        assertThat(accounts.byId(first.id()).orElseThrow().baseUrl()).isEqualTo("https://new.example");
        assertThat(second.setting("stockLocation")).isEqualTo("1");
        assertThat(second.secret("webhook")).isEqualTo("shopify-north.webhook");
    }

    @Test
    void anAddressInTheClearIsRefusedUnlessItIsThisMachine() {
        JdbcAccounts accounts = accounts(Duration.ZERO);
        assertThat(connect(accounts, "local", "http://127.0.0.1:8181/shopify/local")
                        .on())
                .isTrue();
        assertThatThrownBy(() -> connect(accounts, "plain", "http://shop.example"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("https://");
        assertThat(accounts.find("shopify", "plain")).isEmpty();
    }

    @Test
    void aChangeIsSeenAtOnceHereAndSoonElsewhere() {
        JdbcAccounts here = accounts(Duration.ofMinutes(1));
        JdbcAccounts elsewhere = accounts(Duration.ZERO);
        Account account = connect(here, "modes", "https://modes.example");

        here.setMode(account.id(), AccountMode.SHADOW);
        here.setPaused(account.id(), true);

        assertThat(here.byId(account.id()).orElseThrow().mode()).isEqualTo(AccountMode.SHADOW);
        assertThat(elsewhere.byId(account.id()).orElseThrow().paused()).isTrue();
        here.setMode(account.id(), AccountMode.OFF);
        assertThat(here.of("shopify")).extracting(Account::name).doesNotContain("modes");
        assertThatThrownBy(() -> here.setPaused(999_999, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsAreUsedAgainForTheirTime() {
        JdbcAccounts kept = accounts(Duration.ofMinutes(1));
        Account account = connect(kept, "kept", "https://kept.example");
        connect(accounts(Duration.ZERO), "kept", "https://moved.example");
        assertThat(kept.byId(account.id()).orElseThrow().baseUrl()).isEqualTo("https://kept.example");
    }

    @Test
    void theMarkOfAPollNeverGoesBack() {
        JdbcAccounts accounts = accounts(Duration.ZERO);
        Account account = connect(accounts, "polled", "https://polled.example");
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");

        assertThat(accounts.polledThrough(account.id())).isEmpty();
        accounts.polled(account.id(), noon);
        accounts.polled(account.id(), noon.minusSeconds(60));

        assertThat(accounts.polledThrough(account.id())).contains(noon);
    }

    @Test
    void tokensLieSealedAndOpenOnlyForTheirAccount() {
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        JdbcTokenStore store =
                new JdbcTokenStore(jdbc, new MasterSealer(new MasterKey(new byte[32]), new Sealer(), "account-token"));
        JdbcAccounts accounts = accounts(Duration.ZERO);
        int account = connect(accounts, "sealed", "https://sealed.example").id();
        int other = connect(accounts, "other", "https://other.example").id();
        Tokens.Token token = new Tokens.Token(
                "Atza|secret", Instant.parse("2026-11-23T12:00:00Z"), Instant.parse("2026-11-23T13:00:00Z"));

        assertThat(store.load(account)).isEmpty();
        store.save(account, token);
        store.save(account, new Tokens.Token("Atza|newer", token.issuedAt(), token.expiresAt()));

        assertThat(store.load(account)).contains(new Tokens.Token("Atza|newer", token.issuedAt(), token.expiresAt()));
        byte[] sealed = jdbc.sql("select sealed from account_token where account_id = ?")
                .param(account)
                .query(byte[].class)
                .single();
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Atza");
        jdbc.sql("insert into account_token (account_id, name, sealed) values (?, 'access', ?)")
                .params(other, sealed)
                .update();
        assertThatThrownBy(() -> store.load(other)).isInstanceOf(org.caravanserai.privacy.SealException.class);
    }
}
