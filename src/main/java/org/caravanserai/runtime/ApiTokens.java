package org.caravanserai.runtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens of the API. The database holds their SHA-256 only: a token has 192 random bits, so nothing slower is needed. */
public final class ApiTokens {

    private final JdbcClient jdbc;
    private final SecretFiles random;

    public ApiTokens(JdbcClient jdbc, SecretFiles random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    /** An admin's token if there is no token at all yet; it is shown once and stored nowhere. */
    public Optional<String> firstAdmin(long id) {
        String token = "hub_" + random.random();
        int made = jdbc.sql("""
                insert into api_token (id, name, role, hash) select ?, 'first start', 'admin', ?
                where not exists (select from api_token)""").param(id).param(hash(token)).update();
        return made == 1 ? Optional.of(token) : Optional.empty();
    }

    /** The role of a live token: viewer, operator, engineer or admin. */
    public Optional<String> role(String token) {
        return jdbc.sql("select role from api_token where hash = ? and revoked_at is null and (expires_at is null or expires_at > now())")
                .param(hash(token)).query(String.class).optional();
    }

    /** What the database holds of a token. */
    public static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
