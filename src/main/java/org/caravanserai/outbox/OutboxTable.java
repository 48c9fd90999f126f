package org.caravanserai.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.caravanserai.base.SqlBatch;

/** Writes messages into the outbox, in the transaction of the decision they follow from. */
public final class OutboxTable {

    private static final String INSERT = """
            insert into outbox (id, kind, destination, operation, order_id, group_id, body, state, deadline, next_at, created_at)
            select id, kind, destination, operation, order_id, group_id, body, state, deadline::timestamptz, ?, ?
              from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bytea[], ?::text[], ?::text[])
                as n(id, kind, destination, operation, order_id, group_id, body, state, deadline)
            """;

    private OutboxTable() {}

    /** Adds the rows; without any, nothing. */
    public static void addNew(SqlBatch sql, List<NewMessage> messages, Instant now) {
        if (messages.isEmpty()) {
            return;
        }
        sql.add(
                INSERT,
                now,
                now,
                messages.stream().mapToLong(NewMessage::id).toArray(),
                texts(messages, one -> one.kind().word()),
                texts(messages, one -> one.destination().text()),
                texts(messages, NewMessage::operation),
                messages.stream().map(NewMessage::orderId).toArray(Long[]::new),
                messages.stream().map(NewMessage::groupId).toArray(Long[]::new),
                messages.stream()
                        .map(one -> one.body().getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new),
                texts(messages, one -> (one.shadow() ? OutboxState.SHADOW : OutboxState.PENDING).word()),
                messages.stream().map(NewMessage::deadline).toArray(Instant[]::new));
    }

    private static String[] texts(List<NewMessage> messages, Function<NewMessage, String> value) {
        return messages.stream().map(value).toArray(String[]::new);
    }
}
