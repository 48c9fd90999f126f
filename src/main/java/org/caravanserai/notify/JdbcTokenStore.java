package org.caravanserai.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.base.Json;
import org.caravanserai.privacy.MasterSealer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens in the table {@code account_token}, sealed with the master key. */
public final class JdbcTokenStore implements Tokens.TokenStore {

    private static final String NAME = "access";

    private final JdbcClient jdbc;
    private final MasterSealer sealer;

    public JdbcTokenStore(JdbcClient jdbc, MasterSealer sealer) {
        this.jdbc = jdbc;
        this.sealer = sealer;
    }

    @Override
    public Optional<Tokens.Token> load(int accountId) {
        return jdbc.sql("select sealed from account_token where account_id = ? and name = ?")
                .params(accountId, NAME)
                .query(byte[].class)
                .optional()
                .map(token -> read(sealer.open(id(accountId), token)));
    }

    @Override
    public void save(int accountId, Tokens.Token token) {
        jdbc.sql("""
                insert into account_token (account_id, name, sealed, expires_at) values (?, ?, ?, ?)
                on conflict (account_id, name) do update set sealed = excluded.sealed, expires_at = excluded.expires_at,
                  version = account_token.version + 1""")
                .params(accountId, NAME, sealer.seal(id(accountId), write(token)), Timestamp.from(token.expiresAt()))
                .update();
    }

    private static String id(int accountId) {
        return accountId + "/" + NAME;
    }

    private static byte[] write(Tokens.Token token) {
        try {
            return Json.MAPPER.writeValueAsBytes(Map.of(
                    "token",
                    token.value(),
                    "issuedAt",
                    token.issuedAt().toString(),
                    "expiresAt",
                    token.expiresAt().toString(),
                    "identity",
                    token.identity()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a token cannot be written", e);
        }
    }

    private static Tokens.Token read(byte[] plain) {
        try {
            JsonNode node = Json.MAPPER.readTree(plain);
            return new Tokens.Token(
                    node.path("token").asText(),
                    Instant.parse(node.path("issuedAt").asText()),
                    Instant.parse(node.path("expiresAt").asText()),
                    node.path("identity").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("a stored token cannot be read", e);
        }
    }
}
