package org.caravanserai.inventory;

import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.texts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.caravanserai.base.Columns;
import org.caravanserai.base.SqlBatch;

/** Reads and writes table {@code stock_ledger}: every movement of on_hand, for ever. */
public final class StockLedger {

    private static final String INSERT = """
            insert into stock_ledger (id, sku, location, kind, quantity, reference, as_of, at)
            select id, sku, location, kind, quantity, reference, as_of::timestamptz, ?
              from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])
                as n(id, sku, location, kind, quantity, reference, as_of)
            """;

    private static final String SINCE = """
            select coalesce(sum(quantity) filter (where kind <> 'count' and least(as_of, at) > ?), 0),
                   max(least(as_of, at)) filter (where kind = 'count') from stock_ledger where sku = ? and location = ?
            """;

    /**
     * What the ledger holds beside a count.
     *
     * @param moved signed units of other movements after it
     * @param lastCount when this was counted before, null for never
     */
    public record Since(int moved, Instant lastCount) {}

    private StockLedger() {}

    /** @param asOf when the count was taken */
    public static Since since(Connection connection, StockKey key, Instant asOf) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SINCE)) {
            statement.setTimestamp(1, Timestamp.from(asOf));
            statement.setString(2, key.sku());
            statement.setString(3, key.location());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Since(row.getInt(1), Columns.instant(row, 2));
            }
        }
    }

    /** @param ids one for each movement */
    public static void addInsert(SqlBatch sql, List<Movement> movements, long[] ids, Instant now) {
        if (!movements.isEmpty()) {
            sql.add(
                    INSERT,
                    now,
                    ids,
                    texts(movements, one -> one.key().sku()),
                    texts(movements, one -> one.key().location()),
                    texts(movements, one -> one.kind().word()),
                    ints(movements, Movement::quantity),
                    texts(movements, Movement::reference),
                    instants(movements, Movement::asOf));
        }
    }
}
