package org.caravanserai.inbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.caravanserai.base.Columns;
import org.caravanserai.base.SqlBatch;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what became of events; of one that is worked on once more the newest holds. */
public final class OutcomeTable {

    private static final String PUT = """
            insert into event_outcome (inbox_id, result, code, reason, order_ids, at)
            select inbox_id, result, code, reason, string_to_array(order_ids, ' ')::bigint[], ?
              from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[]) as n(inbox_id, result, code, reason, order_ids)
            on conflict (inbox_id) do update
               set result = excluded.result, code = excluded.code, reason = excluded.reason, order_ids = excluded.order_ids, at = excluded.at
            """;

    private OutcomeTable() {}

    public static void addTo(SqlBatch sql, List<EventOutcome> outcomes, Instant now) {
        if (!outcomes.isEmpty()) {
            sql.add(
                    PUT,
                    now,
                    Columns.longs(outcomes, EventOutcome::eventId),
                    Columns.texts(outcomes, one -> one.result().word()),
                    Columns.texts(outcomes, EventOutcome::code),
                    Columns.texts(outcomes, EventOutcome::reason),
                    Columns.texts(outcomes, OutcomeTable::orders));
        }
    }

    /** In the transaction that is running on the thread. */
    public static void put(JdbcClient jdbc, List<EventOutcome> outcomes, Instant now) {
        if (!outcomes.isEmpty()) {
            jdbc.sql(PUT)
                    .param(now.atOffset(ZoneOffset.UTC))
                    .param(outcomes.stream().map(EventOutcome::eventId).toArray(Long[]::new))
                    .param(Columns.texts(outcomes, one -> one.result().word()))
                    .param(Columns.texts(outcomes, EventOutcome::code))
                    .param(Columns.texts(outcomes, EventOutcome::reason))
                    .param(Columns.texts(outcomes, OutcomeTable::orders))
                    .update();
        }
    }

    private static String orders(EventOutcome one) {
        return String.join(" ", one.orderIds().stream().map(String::valueOf).toList());
    }
}
