package org.caravanserai.testbed.sandbox.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.Refusal;
import org.caravanserai.testbed.sandbox.state.Journal;
import org.caravanserai.testbed.sandbox.state.KeptByShop;
import org.caravanserai.testbed.sandbox.state.SandboxState;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.state.Violations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

    private static final class Denied extends Refusal {
        private static final long serialVersionUID = 1L;

        private Denied(AccessTokens.Standing standing) {
            super(403, standing.name(), standing.name());
        }

        @Override
        public Answer answer() {
            return Answer.empty(status());
        }
    }

    @TempDir
    Path directory;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Shop shop = new Shop();
    private SandboxState state;
    private AccessTokens tokens;

    private void open(Journal journal) {
        shop.channel = "any";
        shop.name = "one";
        shop.secrets.putAll(Map.of("client-id", "id", "client-secret", "secret", "refresh-token", "refresh"));
        Clock clock = new Clock() {
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
                return now;
            }
        };
        state = SandboxState.of(new SandboxClock(clock, 10), journal);
        tokens = new AccessTokens(state, shop, new KeptByShop(journal, "tokens"), "T-", Duration.ofHours(1));
    }

    private Answer ask(String form) {
        return new TokenEndpoint(state.violations())
                .answer(
                        shop,
                        tokens,
                        new Call(
                                "POST",
                                "/token",
                                "/token",
                                Map.of(),
                                Map.of("content-type", "application/x-www-form-urlencoded"),
                                form.getBytes(StandardCharsets.UTF_8)));
    }

    private String token() throws Exception {
        Answer answer = ask("grant_type=refresh_token&client_id=id&client_secret=secret&refresh_token=refresh");
        assertThat(answer.status()).isEqualTo(200);
        return SandboxJson.parse(answer.body()).path("access_token").asText();
    }

    private void use(String token) {
        new TokenGate(state, "x-token", Denied::new)
                .check(
                        shop,
                        tokens,
                        "read",
                        new Call(
                                "GET",
                                "/",
                                "/",
                                Map.of(),
                                token == null ? Map.of() : Map.of("X-Token", token),
                                new byte[0]));
    }

    private List<String> violations() {
        return state.violations().all().stream().map(Violations.Violation::code).toList();
    }

    @Test
    void aTokenIsGoodForItsLifeOnTheSandboxClockAndForgivenAMoment() throws Exception {
        open(Journal.inMemory());
        String token = token();
        use(token);
        now = now.plus(Duration.ofMinutes(6)).plusSeconds(5);
        assertThatThrownBy(() -> use(token)).hasMessage("EXPIRED");
        assertThat(violations()).isEmpty();
        now = now.plusSeconds(2);
        assertThatThrownBy(() -> use(token)).hasMessage("EXPIRED");
        assertThat(violations()).containsExactly("expired-token");
    }

    @Test
    void aStrangeTokenAndNoneAreTheHubsFault() {
        open(Journal.inMemory());
        assertThatThrownBy(() -> use("T-other")).hasMessage("UNKNOWN");
        assertThatThrownBy(() -> use(null)).hasMessage("MISSING");
        assertThat(violations()).containsExactly("wrong-auth", "wrong-auth");
    }

    @Test
    void wrongClientsAndGrantsAreRefusedInTheWordsOfOAuth() {
        open(Journal.inMemory());
        assertThat(ask("grant_type=password").outcome()).isEqualTo("unsupported_grant_type");
        assertThat(violations()).isEmpty();
        assertThat(ask("grant_type=refresh_token&client_id=id&client_secret=no&refresh_token=refresh")
                        .outcome())
                .isEqualTo("invalid_client");
        assertThat(ask("grant_type=refresh_token&client_id=id&client_secret=secret&refresh_token=no")
                        .outcome())
                .isEqualTo("invalid_grant");
        assertThat(violations()).containsExactly("wrong-auth", "wrong-auth");
    }

    @Test
    void aNewTokenForEveryCallIsNoticed() throws Exception {
        open(Journal.inMemory());
        for (int i = 0; i < 25; i++) {
            token();
        }
        assertThat(violations()).containsExactly("token-storm");
    }

    @Test
    void tokensOutliveTheProcess() throws Exception {
        String token;
        try (Journal journal = Journal.open(directory, "tokens")) {
            open(journal);
            token = token();
        }
        try (Journal journal = Journal.open(directory, "tokens")) {
            open(journal);
            use(token);
        }
    }
}
