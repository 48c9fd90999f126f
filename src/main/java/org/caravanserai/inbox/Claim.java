package org.caravanserai.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.caravanserai.base.SqlBatch;

/**
 * Takes events out of the queue by deleting their rows inside the working transaction. Nobody else touches a lane whose
 * advisory lock this transaction holds, so events of one order are never in two hands; a rollback or a kill gives
 * everything back at once, without a lease or a second update. Plain SKIP LOCKED would let two workers hold two events of
 * one order at the same time.
 */
final class Claim {

    // The plan must not depend on how full the tables were when it was made: rows are found through their keys,
    // whatever
    // the statistics say. The lanes held are the bits of one number, as there are 64 of them.
    private static final String CLAIM = """
            with l as materialized (
                   select bit_or(1::bigint << lane) as held from unnest(?::smallint[]) lane where pg_try_advisory_xact_lock(4711, lane)),
                 t as materialized (
                   select q.id from inbox_todo q where (select held from l) >> q.lane & 1 = 1 and q.due <= ? order by q.id limit ?),
                 d as (delete from inbox_todo q where q.id = any(array(select id from t)) returning q.id)
            select i.id, i.account_id, i.kind, i.source, i.topic, i.shape, i.order_key, i.parent_id, i.headers, i.body, i.day,
                   i.received_at, coalesce(a.failures, 0), coalesce(a.deaths, 0), coalesce(a.unfetched, false)
              from inbox i left join inbox_attempt a on a.id = i.id
             where i.id = any(array(select id from d)) order by i.id
            """;

    private static final String GIVE_BACK = """
            insert into inbox_todo (id, lane, due) select id, lane, ? from unnest(?::bigint[], ?::smallint[]) as n(id, lane)
            """;

    private Claim() {}

    /**
     * Takes from the lanes of the worker, and from all when those have nothing.
     *
     * @param now events that are due later are left
     * @throws IllegalArgumentException when {@code worker} is not below {@code workers}
     */
    static List<InboxEvent> take(Connection connection, int worker, int workers, int most, Instant now)
            throws SQLException {
        if (worker >= workers) {
            throw new IllegalArgumentException("worker " + worker + " of " + workers);
        }
        List<InboxEvent> own = take(connection, lanes(worker, workers), most, now);
        return own.isEmpty() && workers > 1 ? take(connection, lanes(0, 1), most, now) : own;
    }

    /** Takes from all lanes that nobody holds. */
    static List<InboxEvent> takeFromAll(Connection connection, int most, Instant now) throws SQLException {
        return take(connection, lanes(0, 1), most, now);
    }

    private static List<InboxEvent> take(Connection connection, short[] lanes, int most, Instant now)
            throws SQLException {
        List<InboxEvent> events = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            SqlBatch.bind(connection, statement, 1, lanes);
            SqlBatch.bind(connection, statement, 2, now);
            statement.setInt(3, most);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    events.add(new InboxEvent(
                            row.getLong(1),
                            row.getInt(2),
                            EventKind.of(row.getString(3)),
                            EventSource.of(row.getString(4)),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            row.getObject(8, Long.class),
                            row.getString(9),
                            row.getBytes(10),
                            row.getObject(11, LocalDate.class),
                            row.getObject(12, OffsetDateTime.class).toInstant(),
                            row.getInt(13),
                            row.getInt(14),
                            row.getBoolean(15)));
                }
            }
        }
        return events;
    }

    /** Puts claimed events back into the queue, within the same transaction, to be taken again from {@code due} on. */
    static void giveBack(Connection connection, List<InboxEvent> events, OffsetDateTime due) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        short[] lanes = new short[events.size()];
        IntStream.range(0, lanes.length)
                .forEach(i -> lanes[i] =
                        Lanes.of(events.get(i).accountId(), events.get(i).orderKey()));
        new SqlBatch()
                .add(GIVE_BACK, due, events.stream().mapToLong(InboxEvent::id).toArray(), lanes)
                .execute(connection);
    }

    private static short[] lanes(int worker, int workers) {
        int[] mine = IntStream.range(0, Lanes.COUNT)
                .filter(lane -> lane % workers == worker)
                .toArray();
        short[] lanes = new short[mine.length];
        IntStream.range(0, mine.length).forEach(i -> lanes[i] = (short) mine[i]);
        return lanes;
    }
}
