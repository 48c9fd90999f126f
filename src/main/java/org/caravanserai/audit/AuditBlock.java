package org.caravanserai.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.Json;
import org.caravanserai.base.SqlBatch;

/**
 * The audit rows of one transaction. They are gathered in memory while the work is decided and written with its last
 * round trip: the last statement locks the head of the chain, so the order of blocks is the order of commits, and the
 * time the head is locked is the time of the commit alone. Not safe for several threads at once.
 */
public final class AuditBlock {

    private static final String ROWS = """
            insert into audit_row (block, pos, at, actor, action, order_id, inbox_id, data, hash)
            select ?, n.ord - 1, ?, n.actor, n.action, n.order_id, n.inbox_id, n.data, n.hash
              from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bytea[])
                   with ordinality as n(actor, action, order_id, inbox_id, data, hash, ord)""";

    // FOR UPDATE waits for the block before ours and then sees its seq and hash; nothing may be locked after it
    private static final String HEAD = """
            with head as (select seq, hash from audit_head for update),
                 block as (
                   insert into audit_block (block, seq, rows, rows_hash, previous, hash, at)
                   select v.block, head.seq + 1, v.rows, v.rows_hash, head.hash,
                          sha256(head.hash || int8send(head.seq + 1) || int8send(v.block) || int4send(v.rows) || v.rows_hash), v.at
                     from head, (values (?::bigint, ?::int, ?::bytea, ?::timestamptz)) as v(block, rows, rows_hash, at)
                   returning seq, hash)
            update audit_head set seq = block.seq, hash = block.hash from block""";

    private final long id;
    private final Instant at;
    private final List<AuditRow> rows = new ArrayList<>();

    /**
     * @param id unique over all hubs, from the hub's id blocks
     * @param at when the transaction decides; the time of all its rows
     */
    public AuditBlock(long id, Instant at) {
        this.id = id;
        this.at = at.truncatedTo(ChronoUnit.MICROS);
    }

    public long id() {
        return id;
    }

    /** @see #add(String, String, Long, Long, String) */
    public AuditBlock add(String action, String actor, Long orderId, Long inboxId, JsonNode data) {
        return add(action, actor, orderId, inboxId, Json.text(data));
    }

    /**
     * Adds a row.
     *
     * @param action what happened, {@code subject.participle}, like {@code order.accepted} or {@code stock.reserved}
     * @param actor who did it, like {@code hub}, {@code user:anna} or {@code channel:shopify/main}
     * @param orderId the hub order it is about, or {@code null}
     * @param inboxId the event that caused it, or {@code null}
     * @param data JSON text: the decision's inputs and result; references only, never personal data
     */
    public AuditBlock add(String action, String actor, Long orderId, Long inboxId, String data) {
        return add(new AuditRow(action, actor, orderId, inboxId, data));
    }

    /** Adds a row. */
    public AuditBlock add(AuditRow row) {
        rows.add(new AuditRow(
                storable(row.action()), storable(row.actor()), row.orderId(), row.inboxId(), storable(row.data())));
        return this;
    }

    /** What was added so far. */
    public List<AuditRow> rows() {
        return List.copyOf(rows);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public int size() {
        return rows.size();
    }

    /** Adds the statements that store this block; they must be the last of the transaction. Without rows: none. */
    public void writeTo(SqlBatch batch) {
        if (rows.isEmpty()) {
            return;
        }
        AuditHash hash = new AuditHash();
        byte[][] hashes = new byte[rows.size()][];
        for (int pos = 0; pos < hashes.length; pos++) {
            hashes[pos] = hash.row(id, pos, at, rows.get(pos));
        }
        batch.add(
                ROWS,
                id,
                at,
                rows.stream().map(AuditRow::actor).toArray(String[]::new),
                rows.stream().map(AuditRow::action).toArray(String[]::new),
                rows.stream().map(AuditRow::orderId).toArray(Long[]::new),
                rows.stream().map(AuditRow::inboxId).toArray(Long[]::new),
                rows.stream().map(AuditRow::data).toArray(String[]::new),
                hashes);
        batch.add(HEAD, id, hashes.length, hash.rows(List.of(hashes)), at);
    }

    /** PostgreSQL refuses NUL and half characters; what is hashed must be what is stored. */
    private static String storable(String text) {
        return new String(text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
