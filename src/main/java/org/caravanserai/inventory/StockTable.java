package org.caravanserai.inventory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.SqlBatch;

/** Reads and changes stock rows, many at a time, always sorted by SKU and location. */
public final class StockTable {

    private static final String READ = """
            select sku, location, on_hand, reserved from stock where sku = any(?)
            """;

    private static final String LOCK = READ + " order by sku, location for update";

    /**
     * Each row moves only if what is promised stays covered: a row that does not is left as it is and missing in the
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

    private static final String LEDGER = """
            insert into stock_ledger (id, sku, location, kind, quantity, reference, as_of, at)
            select id, sku, location, kind, quantity, reference, as_of::timestamptz, ?
              from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])
                as n(id, sku, location, kind, quantity, reference, as_of)
            """;

    private StockTable() {}

    /**
     * Reads the rows of these SKUs at all locations.
     *
     * @param lock hold them until the transaction ends: what is decided by them then cannot fail
     */
    public static StockView read(Connection connection, Collection<String> skus, boolean lock) throws SQLException {
        StockView view = new StockView();
        if (skus.isEmpty()) {
            return view;
        }
        try (PreparedStatement statement = connection.prepareStatement(lock ? LOCK : READ)) {
            SqlBatch.bind(connection, statement, 1, skus.toArray(String[]::new));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    view.put(
                            new StockKey(result.getString(1), result.getString(2)),
                            new StockView.Level(result.getInt(3), result.getInt(4)));
                }
            }
        }
        return view;
    }

    /** Adds the change of stock; its count must equal the number of changes, or somebody was faster. */
    public static void addChange(SqlBatch batch, Map<StockKey, StockChange> sorted, Instant now) {
        List<StockKey> places = List.copyOf(sorted.keySet());
        List<StockChange> changes = List.copyOf(sorted.values());
        batch.add(
                CHANGE,
                places.stream().map(StockKey::sku).toArray(String[]::new),
                places.stream().map(StockKey::location).toArray(String[]::new),
                changes.stream().mapToInt(StockChange::onHand).toArray(),
                changes.stream().mapToInt(StockChange::reserved).toArray(),
                now);
    }

    /** Adds the rows of the ledger. */
    public static void addMovements(SqlBatch batch, List<Movement> movements, long[] ids, Instant now) {
        batch.add(
                LEDGER,
                now,
                ids,
                movements.stream().map(one -> one.place().sku()).toArray(String[]::new),
                movements.stream().map(one -> one.place().location()).toArray(String[]::new),
                movements.stream().map(Movement::kind).toArray(String[]::new),
                movements.stream().mapToInt(Movement::quantity).toArray(),
                movements.stream().map(Movement::reference).toArray(String[]::new),
                movements.stream().map(one -> one.asOf().toString()).toArray(String[]::new));
    }
}
