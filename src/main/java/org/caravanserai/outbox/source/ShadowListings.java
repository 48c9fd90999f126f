package org.caravanserai.outbox.source;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What an account in shadow mode would have been told about stock: recorded in the listing only. What the channel shows
 * then is its own affair, so we believe nothing; the first look after the cut-over pushes every listing.
 */
final class ShadowListings {

    /** A listing is not looked at more often than this. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Backoff backoff;

    ShadowListings(JdbcClient jdbc, Backoff backoff) {
        this.jdbc = jdbc;
        this.backoff = backoff;
    }

    void record(List<ListingLevel> levels, Instant now) {
        if (levels.isEmpty()) {
            return;
        }
        jdbc.sql("""
                update listing i set told_version = w.version, believed = null, attempts = 0, next_at = ?, last_error = 'shadow: would show ' || w.target
                from unnest(?::bigint[], ?::bigint[], ?::int[]) as w(id, version, target)
                where w.id = i.id""")
                .params(
                        now.plus(backoff.plain(PAUSE)).atOffset(ZoneOffset.UTC),
                        levels.stream().map(ListingLevel::id).toArray(Long[]::new),
                        levels.stream().map(ListingLevel::version).toArray(Long[]::new),
                        levels.stream().map(ListingLevel::target).toArray(Integer[]::new))
                .update();
    }
}
