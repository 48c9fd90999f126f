package org.caravanserai.inventory;

import static org.caravanserai.base.Columns.instants;
import static org.caravanserai.base.Columns.ints;
import static org.caravanserai.base.Columns.texts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.caravanserai.base.SqlBatch;

/** Reads and changes the rows of table {@code stock}, many at a time, always sorted by SKU and location. */
public final class StockTable {

    private static final String READ = """
            select sku, location, on_hand, reserved from stock where sku = any(?)
            """;

    private static final String LOCK = READ + " order by sku, location for update";

    /**
     * Each row moves only if what is reserved stays covered: a row that does not is left as it is and missing in the
     * count. The rows are locked in sorted order first, so that two batches never wait for each other crosswise.
     */
    private static final String CHANGE = """
            with n as (select * from unnest(?::text[], ?::text[], ?::int[], ?::int[]) as n(sku, location, on_hand, reserved)),
                 l as materialized (
                   select s.sku, s.location from stock s join n using (sku, location) order by s.sku, s.location for update of s)
            update stock s
               set on_hand = s.on_hand + n.on_hand, reserved = s.reserved + n.reserved, version = s.version + 1, updated_at = ?
              from n join l using (sku, location)
             where s.sku = n.sku and s.location = n.location
               and s.on_hand + n.on_hand >= s.reserved + n.reserved and s.on_hand + n.on_hand >= 0 and s.reserved + n.reserved >= 0
            """;

    private static final String ENSURE = """
            insert into stock (sku, location, updated_at) select sku, location, ? from unnest(?::text[], ?::text[]) as n(sku, location)
            on conflict do nothing
            """;

    /** Their rows are held by whoever counted. */
    private static final String COUNTED = """
            update stock s set counted_at = greatest(s.counted_at, n.counted_at::timestamptz)
              from unnest(?::text[], ?::text[], ?::text[]) as n(sku, location, counted_at) where s.sku = n.sku and s.location = n.location
            """;

    private StockTable() {}

    /**
     * Reads the rows of these SKUs at all locations.
     *
     * @param view takes the rows; what was booked in it before stays booked
     * @param lock hold them until the transaction ends: what is decided by them then cannot fail
     */
    public static void read(Connection connection, Collection<String> skus, boolean lock, StockView view)
            throws SQLException {
        if (skus.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(lock ? LOCK : READ)) {
            SqlBatch.bind(connection, statement, 1, skus.toArray(String[]::new));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    view.put(
                            new StockKey(result.getString(1), result.getString(2)),
                            new StockLevel(result.getInt(3), result.getInt(4)));
                }
            }
        }
    }

    /** Adds empty rows where there are none. */
    public static void addEnsure(SqlBatch batch, List<StockKey> keys, Instant now) {
        if (!keys.isEmpty()) {
            batch.add(ENSURE, now, texts(keys, StockKey::sku), texts(keys, StockKey::location));
        }
    }

    /** Adds when they were counted; from then on it is known what is there. */
    public static void addCounted(SqlBatch batch, SortedMap<StockKey, Instant> counted) {
        if (!counted.isEmpty()) {
            List<StockKey> keys = List.copyOf(counted.keySet());
            batch.add(
                    COUNTED,
                    texts(keys, StockKey::sku),
                    texts(keys, StockKey::location),
                    instants(List.copyOf(counted.values()), at -> at));
        }
    }

    /** Adds the change of stock; its count must equal the number of changes, or somebody was faster. */
    public static void addChange(SqlBatch batch, Map<StockKey, StockChange> sorted, Instant now) {
        List<StockKey> keys = List.copyOf(sorted.keySet());
        List<StockChange> changes = List.copyOf(sorted.values());
        batch.add(
                CHANGE,
                texts(keys, StockKey::sku),
                texts(keys, StockKey::location),
                ints(changes, StockChange::onHand),
                ints(changes, StockChange::reserved),
                now);
    }
}
