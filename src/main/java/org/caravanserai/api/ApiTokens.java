package org.caravanserai.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.caravanserai.base.IdBlocks;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bearer tokens. 256 random bits each, so a plain SHA-256 is all the database needs to know them
 * again; the token itself is shown once, when it is made.
 */
public final class ApiTokens {

    private final JdbcClient jdbc;
    private final IdBlocks ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public ApiTokens(JdbcClient jdbc, IdBlocks ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes a token and returns it. @param name whom the audit trail names */
    public String create(String name, Role role) {
        String token = random();
        jdbc.sql("insert into api_token (id, name, role, hash, created_at) values (:id, :name, :role, :hash, :now)")
                .param("id", ids.next())
                .param("name", name)
                .param("role", role.word())
                .param("hash", hash(token))
                .param("now", now())
                .update();
        return token;
    }

    /** An admin's token if no token was ever made, else empty. */
    public Optional<String> firstAdmin() {
        String token = random();
        int made = jdbc.sql("""
                insert into api_token (id, name, role, hash, created_at) select :id, 'first start', :role, :hash, :now
                where not exists (select from api_token)""")
                .param("id", ids.next())
                .param("role", Role.ADMIN.word())
                .param("hash", hash(token))
                .param("now", now())
                .update();
        return made == 1 ? Optional.of(token) : Optional.empty();
    }

    /** Who holds this token; empty when it is unknown, expired or revoked. */
    public Optional<Caller> find(String token) {
        return jdbc.sql("""
                        select name, role from api_token
                         where hash = :hash and revoked_at is null and (expires_at is null or expires_at > :now)""")
                .param("hash", hash(token))
                .param("now", now())
                .query((row, n) -> new Caller(row.getString("name"), Role.of(row.getString("role"))))
                .optional();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private String random() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return "hub_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
