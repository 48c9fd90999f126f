package org.caravanserai.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.caravanserai.base.Columns;
import org.caravanserai.base.SqlBatch;

/**
 * Inserts events, their keys and their place in the queue with one statement. Keys are inserted in sorted order: two hubs
 * that insert the same keys in opposite order would deadlock, even with ON CONFLICT DO NOTHING.
 */
public final class InboxStatement {

    private static final String INSERT = """
            with n as (
              select * from unnest(?::bigint[], ?::int[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                   ?::bigint[], ?::text[], ?::bytea[], ?::text[], ?::text[], ?::smallint[], ?::boolean[])
                as n(id, account_id, key_hash, kind, source, topic, shape, order_key,
                     parent_id, headers, body, day, received_at, lane, notification_only)),
            k as (
              insert into inbox_key (account_id, key_hash, inbox_id, received_at)
              select account_id, key_hash, id, received_at::timestamptz from n order by account_id, key_hash, id
              on conflict do nothing returning inbox_id),
            i as (
              insert into inbox (id, account_id, kind, source, topic, shape, order_key, lane, parent_id, notification_only, headers, body, day,
                                 received_at)
              select n.id, account_id, kind, source, topic, shape, order_key, lane, parent_id, notification_only, headers, body, day::date, received_at::timestamptz
                from n join k on k.inbox_id = n.id),
            t as (
              insert into inbox_todo (id, lane) select n.id, lane from n join k on k.inbox_id = n.id where not notification_only),
            f as (
              insert into inbox_fetch (id, account_id, order_key, next_at)
              select n.id, account_id, order_key, received_at::timestamptz
                from n join k on k.inbox_id = n.id where notification_only)
            select inbox_id from k
            """;

    private static final String FIRST = """
            select k.account_id, k.key_hash, k.inbox_id, k.received_at, i.headers
              from unnest(?::int[], ?::bytea[]) as n(account_id, key_hash) join inbox_key k using (account_id, key_hash)
              join inbox i on i.id = k.inbox_id
            """;

    private final DataSource dataSource;

    /** @param dataSource of the working role */
    public InboxStatement(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Inserts and commits in a transaction of its own. */
    List<Stored> insert(List<InboxRow> rows) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return insert(connection, rows);
        }
    }

    /** Inserts in the connection's transaction. */
    List<Stored> insert(Connection connection, List<InboxRow> rows) throws SQLException {
        Set<Long> fresh = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            Object[] columns = {
                longs(rows, InboxRow::id),
                ints(rows),
                bytes(rows, InboxRow::keyHash),
                texts(rows, row -> row.event().kind()),
                texts(rows, row -> row.event().source()),
                texts(rows, row -> row.event().topic()),
                texts(rows, row -> row.event().shape()),
                texts(rows, row -> row.event().orderKey()),
                rows.stream().map(row -> row.event().parentId()).toArray(Long[]::new),
                texts(rows, InboxRow::headers),
                bytes(rows, InboxRow::sealed),
                texts(rows, InboxRow::day),
                rows.stream().map(InboxRow::receivedAt).toArray(Instant[]::new),
                lanes(rows),
                notificationOnly(rows)
            };
            for (int i = 0; i < columns.length; i++) {
                SqlBatch.bind(connection, statement, i + 1, columns[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    fresh.add(result.getLong(1));
                }
            }
        }
        List<InboxRow> repeated =
                rows.stream().filter(row -> !fresh.contains(row.id())).toList();
        Map<String, Stored> first = repeated.isEmpty() ? Map.of() : first(connection, repeated);
        List<Stored> stored = new ArrayList<>(rows.size());
        for (InboxRow row : rows) {
            boolean duplicate = !fresh.contains(row.id());
            Stored itself = new Stored(row.id(), duplicate);
            stored.add(duplicate ? first.getOrDefault(key(row.event().accountId(), row.keyHash()), itself) : itself);
        }
        return stored;
    }

    private static Map<String, Stored> first(Connection connection, List<InboxRow> repeated) throws SQLException {
        Map<String, Stored> first = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FIRST)) {
            SqlBatch.bind(connection, statement, 1, ints(repeated));
            SqlBatch.bind(connection, statement, 2, bytes(repeated, InboxRow::keyHash));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    first.put(
                            key(result.getInt(1), result.getBytes(2)),
                            new Stored(
                                    result.getLong(3),
                                    true,
                                    new Stored.First(
                                            Columns.instant(result, 4), InboxRow.content(result.getString(5)))));
                }
            }
        }
        return first;
    }

    private static String key(int accountId, byte[] hash) {
        return accountId + ":" + java.util.HexFormat.of().formatHex(hash);
    }

    private static long[] longs(List<InboxRow> rows, java.util.function.ToLongFunction<InboxRow> value) {
        return rows.stream().mapToLong(value).toArray();
    }

    private static int[] ints(List<InboxRow> rows) {
        return rows.stream().mapToInt(row -> row.event().accountId()).toArray();
    }

    private static String[] texts(List<InboxRow> rows, Function<InboxRow, Object> value) {
        return rows.stream()
                .map(value)
                .map(one -> one == null ? null : one.toString())
                .toArray(String[]::new);
    }

    private static byte[][] bytes(List<InboxRow> rows, Function<InboxRow, byte[]> value) {
        return rows.stream().map(value).toArray(byte[][]::new);
    }

    private static short[] lanes(List<InboxRow> rows) {
        short[] lanes = new short[rows.size()];
        IntStream.range(0, lanes.length).forEach(i -> lanes[i] = rows.get(i).lane());
        return lanes;
    }

    private static boolean[] notificationOnly(List<InboxRow> rows) {
        boolean[] only = new boolean[rows.size()];
        IntStream.range(0, only.length)
                .forEach(i -> only[i] = rows.get(i).event().notificationOnly());
        return only;
    }
}
