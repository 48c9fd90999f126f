package org.caravanserai.outbox.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What listings should show, computed from the stock as it stands. */
final class ListingLevels {

    /**
     * Joins listing {@code i} with its stock at all active locations: {@code s(version, free, counted)}. What was counted nowhere is
     * not nothing: nobody knows, and nothing is told.
     */
    static final String STOCK = """
            cross join lateral (
              select coalesce(sum(s.version) filter (where p.active), 0) as version,
                     coalesce(sum(s.on_hand - s.reserved) filter (where p.active), 0) as free,
                     coalesce(bool_or(s.counted_at is not null), false) as counted
              from stock s join location p on p.code = s.location where s.sku = i.sku) s
            """;

    private static final String LOCK = LeaseRows.CTE + """
            select i.id from listing i
            join l on l.destination = 'account:' || i.account_id
            where i.id = any(?) and i.next_at <= ? order by i.id for update of i
            """;

    private static final String COMPUTE = """
            select i.id, i.account_id, i.product, i.variant, i.channel_sku, i.sku, i.reference, i.believed, i.attempts, s.version, s.free
            from listing i
            """ + STOCK + """
            where i.id = any(?) and s.counted and (s.version <> i.told_version or i.believed is null)
            """;

    private final JdbcClient jdbc;

    ListingLevels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks those of the listings that are still due and computes what they should show.
     *
     * @param byAccount the destinations the listings are of
     */
    List<ListingLevel> lock(
            Collection<DueListing> listings, Map<Integer, SendCapacity> byAccount, LeaseRows leases, Instant now) {
        Long[] locked = leases.statement(jdbc, LOCK)
                .param(listings.stream().map(DueListing::listing).toArray(Long[]::new))
                .param(now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .list()
                .toArray(Long[]::new);
        // A statement of its own, so that it sees the stock of whoever held these listings before us.
        return jdbc.sql(COMPUTE)
                .param(locked)
                .query((rs, n) -> level(
                        rs, byAccount.get(rs.getInt("account_id")).target().stockBuffer()))
                .list();
    }

    private static ListingLevel level(ResultSet rs, int stockBuffer) throws SQLException {
        return new ListingLevel(
                rs.getLong("id"),
                rs.getInt("account_id"),
                rs.getString("product"),
                rs.getString("variant"),
                rs.getString("channel_sku"),
                rs.getString("sku"),
                rs.getString("reference"),
                rs.getObject("believed", Integer.class),
                rs.getInt("attempts"),
                rs.getLong("version"),
                (int) Math.max(0, rs.getLong("free") - stockBuffer));
    }
}
