package org.caravanserai.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.caravanserai.base.IdBlocks;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bearer tokens. 256 random bits each, so a plain SHA-256 is all the database needs to know them again; the token itself is
 * shown once, when it is made. A token is looked up at each request and kept nowhere: what is revoked or expired is refused
 * by every hub from the next request on.
 */
public final class ApiTokens {

    /** A token's last use is written at most this often. */
    static final Duration USE_NOTED_EACH = Duration.ofMinutes(1);

    /** Whom the audit trail names for the token of the first start. */
    private static final String NOBODY = "hub";

    private final JdbcClient jdbc;
    private final IdBlocks ids;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    private record Known(long id, Caller caller, OffsetDateTime usedAt) {}

    public ApiTokens(JdbcClient jdbc, IdBlocks ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A token that was made.
     *
     * @param text the token itself, which nobody can read anywhere from now on
     */
    public record Made(long id, String text) {

        @Override
        public String toString() {
            return "token " + id;
        }
    }

    /**
     * Makes a token.
     *
     * @param name whom the audit trail names
     * @param expires when it ends; null: never
     * @param actor who makes it
     * @throws org.springframework.dao.DuplicateKeyException when a token that is not revoked has the name
     */
    public Made create(String name, Role role, OffsetDateTime expires, String actor) {
        Made made = new Made(ids.next(), random());
        jdbc.sql("""
                        insert into api_token (id, name, role, hash, created_at, created_by, expires_at)
                        values (:id, :name, :role, :hash, :now, :actor, :expires)""")
                .param("id", made.id)
                .param("name", name)
                .param("role", role.word())
                .param("hash", hash(made.text))
                .param("now", now())
                .param("actor", actor)
                .param("expires", expires)
                .update();
        return made;
    }

    /** An admin's token if no token was ever made, else empty. */
    public Optional<String> firstAdmin() {
        String token = random();
        int made = jdbc.sql("""
                insert into api_token (id, name, role, hash, created_at, created_by)
                select :id, 'first start', :role, :hash, :now, :actor where not exists (select from api_token)""")
                .param("id", ids.next())
                .param("role", Role.ADMIN.word())
                .param("hash", hash(token))
                .param("now", now())
                .param("actor", NOBODY)
                .update();
        return made == 1 ? Optional.of(token) : Optional.empty();
    }

    /** Who holds this token; empty when it is unknown, expired or revoked. That it was used is noted. */
    public Optional<Caller> find(String token) {
        OffsetDateTime now = now();
        Optional<Known> known = jdbc.sql("""
                        select id, name, role, used_at from api_token
                         where hash = :hash and revoked_at is null and (expires_at is null or expires_at > :now)""")
                .param("hash", hash(token))
                .param("now", now)
                .query(ApiTokens::known)
                .optional();
        known.filter(one -> isOld(one.usedAt, now)).ifPresent(one -> noteUse(one.id, now));
        return known.map(Known::caller);
    }

    private static Known known(ResultSet row, int number) throws SQLException {
        return new Known(
                row.getLong("id"),
                new Caller(row.getString("name"), Role.of(row.getString("role"))),
                row.getObject("used_at", OffsetDateTime.class));
    }

    private static boolean isOld(OffsetDateTime usedAt, OffsetDateTime now) {
        return usedAt == null || !usedAt.isAfter(now.minus(USE_NOTED_EACH));
    }

    /** Of several hubs that note it at once, one does. */
    private void noteUse(long id, OffsetDateTime now) {
        jdbc.sql("update api_token set used_at = :now where id = :id and (used_at is null or used_at <= :before)")
                .param("now", now)
                .param("id", id)
                .param("before", now.minus(USE_NOTED_EACH))
                .update();
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
