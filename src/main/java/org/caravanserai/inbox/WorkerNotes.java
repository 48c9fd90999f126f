package org.caravanserai.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import javax.sql.DataSource;
import org.caravanserai.base.SqlBatch;

/**
 * What each worker is working on, committed before the work. A note found without its worker means that the batch killed
 * its JVM: from then on its events are taken one by one, and after three such deaths an event becomes a case.
 */
final class WorkerNotes {

    // It need not be on disk: it matters only when this hub dies and PostgreSQL does not, and a crash of PostgreSQL
    // takes the
    // batch back with it.
    private static final String WRITE = """
            insert into worker_note (worker, owner, ids, at)
            select ?, ?, ?, ? from (select set_config('synchronous_commit', 'off', true)) as this_transaction_only
            on conflict (worker) do update set owner = excluded.owner, ids = excluded.ids, at = excluded.at
            """;

    private static final String COUNT_DEATHS = """
            insert into inbox_attempt (id, deaths)
            select q.id, 1 from worker_note w, unnest(w.ids) as n(id) join inbox_todo q on q.id = n.id where w.worker = ?
            on conflict (id) do update set deaths = inbox_attempt.deaths + 1
            """;

    private final DataSource dataSource;
    private final long owner;
    private final Clock clock;

    WorkerNotes(DataSource dataSource, long owner, Clock clock) {
        this.dataSource = dataSource;
        this.owner = owner;
        this.clock = clock;
    }

    /** Notes, in a transaction of its own, what the worker is about to do; an empty list clears the note. */
    void write(String worker, List<InboxEvent> events) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            new SqlBatch()
                    .add(
                            WRITE,
                            owner + ":" + worker,
                            owner,
                            events.stream().mapToLong(InboxEvent::id).toArray(),
                            clock.instant())
                    .execute(connection);
        }
    }

    /** Counts a death for the events of notes whose hub is gone, and removes those notes. */
    void reap(LongPredicate alive) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            List<String> orphans = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery("select worker, owner from worker_note")) {
                while (result.next()) {
                    if (result.getLong(2) != owner && !alive.test(result.getLong(2))) {
                        orphans.add(result.getString(1));
                    }
                }
            }
            for (String worker : orphans) {
                new SqlBatch()
                        .add(COUNT_DEATHS, worker)
                        .add("delete from worker_note where worker = ?", worker)
                        .execute(connection);
            }
        }
    }
}
