package org.caravanserai.testbed.oracle;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.oracle.HubSnapshot.Faulty;

/**
 * Rules that the database alone can be asked about. Each statement gives the rows that break its rule, as one column of
 * evidence. Stock, promises, ledger and groups must tell the same story; the audit chain is computed anew in SQL, with
 * nothing of the hub's own code.
 */
final class Rules {

    private record Rule(String code, String sentence, String broken) {}

    private static final List<Rule> ALL = List.of(
            new Rule(
                    "stock.below_zero",
                    "stock is negative, or more is reserved than there is",
                    "select sku || ' at ' || location || ': on hand ' || on_hand || ', reserved ' || reserved from stock where on_hand < 0 or reserved < 0 or reserved > on_hand"),
            new Rule("stock.ledger", "the ledger does not add up to the stock", """
                    select coalesce(s.sku, l.sku) || ' at ' || coalesce(s.location, l.location) || ': on hand ' || coalesce(s.on_hand, 0) || ', ledger ' || coalesce(l.units, 0)
                      from stock s full join (select sku, location, sum(quantity) as units from stock_ledger group by sku, location) l
                        on l.sku = s.sku and l.location = s.location
                     where coalesce(s.on_hand, 0) <> coalesce(l.units, 0)"""),
            new Rule("stock.reservations", "what is reserved is not the sum of the reservations", """
                    select coalesce(s.sku, r.sku) || ' at ' || coalesce(s.location, r.location) || ': reserved ' || coalesce(s.reserved, 0) || ', reservations ' || coalesce(r.units, 0)
                      from stock s full join (select sku, location, sum(quantity) as units from reservation where state = 'active' group by sku, location) r
                        on r.sku = s.sku and r.location = s.location
                     where coalesce(s.reserved, 0) <> coalesce(r.units, 0)"""),
            new Rule("unit.promised_twice", "more units are promised and shipped for a line than were ordered", """
                    select 'order ' || l.order_id || ' line ' || l.line_no || ': wanted ' || l.quantity || ', promised ' || r.units
                      from order_line l join (select order_id, line_no, sum(quantity) as units from reservation where state in ('active', 'claimed')
                                               group by order_id, line_no) r using (order_id, line_no)
                     where r.units > greatest(l.quantity, (select coalesce(sum(x.quantity), 0) from shipment_line x
                             join shipment s on s.id = x.shipment_id where s.order_id = l.order_id and x.line_no = l.line_no))
                       and not exists (select from fulfilment_group g where g.order_id = l.order_id and g.state = 'CANCEL_REQUESTED')
                       and not exists (select from exception_case c where c.order_id = l.order_id and c.code in ('change.after_release', 'cancel.recall_refused', 'order.held_after_release')
                                        and c.state <> 'resolved')"""),
            new Rule("unit.shipped_twice", "more units of a group's line are in parcels than belong to it", """
                    select 'group ' || g.group_id || ' line ' || g.line_no || ': quantity ' || g.quantity || ', shipped ' || g.shipped || ', in parcels ' || coalesce(p.units, 0)
                      from group_line g left join (select s.group_id, x.line_no, sum(x.quantity) as units from shipment s join shipment_line x on x.shipment_id = s.id
                                                    group by s.group_id, x.line_no) p using (group_id, line_no)
                     where g.shipped <> coalesce(p.units, 0) or g.shipped > g.quantity"""),
            new Rule("group.promise", "a group at a warehouse does not hold exactly the promises it needs", """
                    select 'group ' || g.id || ' (' || g.state || ') line ' || l.line_no || ': open ' || (l.quantity - l.shipped) || ', promised ' || coalesce(r.units, 0)
                      from fulfilment_group g join group_line l on l.group_id = g.id
                      left join (select group_id, line_no, sum(quantity) as units from reservation where state = 'active' group by group_id, line_no) r
                        on r.group_id = g.id and r.line_no = l.line_no
                     where g.state in ('ALLOCATED', 'RELEASED', 'PARTIALLY_SHIPPED') and l.quantity - l.shipped <> coalesce(r.units, 0)
                       and not exists (select from exception_case c where c.group_id = g.id and c.state <> 'resolved')"""),
            new Rule("group.leftover_promise", "a group that is done still holds stock", """
                    select 'group ' || g.id || ' (' || g.state || ') holds ' || sum(r.quantity) from fulfilment_group g join reservation r on r.group_id = g.id and r.state = 'active'
                     where g.state in ('SHIPPED', 'CANCELLED', 'CHANNEL_FULFILLED') group by g.id, g.state"""),
            new Rule("unit.groups", "the units of a line are not in exactly one group each", """
                    select 'order ' || l.order_id || ' line ' || l.line_no || ': wanted ' || l.quantity || ', in groups ' || coalesce(sum(x.units), 0)
                      from order_line l join orders o on o.id = l.order_id
                      left join (select g.order_id, gl.line_no, gl.shipped, case when g.state = 'CANCELLED' then gl.shipped else gl.quantity end as units
                                   from fulfilment_group g join group_line gl on gl.group_id = g.id) x
                        on x.order_id = l.order_id and x.line_no = l.line_no
                     where o.state <> 'CANCELLED' and not exists (select from exception_case c where c.order_id = o.id and c.state <> 'resolved')
                       and not exists (select from fulfilment_group g where g.order_id = o.id and g.state = 'CANCEL_REQUESTED')
                     group by l.order_id, l.line_no, l.quantity having coalesce(sum(x.units), 0) <> greatest(l.quantity, sum(x.shipped))"""),
            new Rule(
                    "group.stuck", "a group is open without a step that will still come and without an open case", """
                    select 'group ' || g.id || ' of order ' || g.order_id || ': ' || g.state || ', next ' || coalesce(g.next_step, 'nothing') || ' at ' || coalesce(g.next_at::text, 'never')
                      from fulfilment_group g
                     where g.state not in ('SHIPPED', 'CANCELLED', 'CHANNEL_FULFILLED')
                       and not exists (select from exception_case c where (c.id = g.case_id or c.group_id = g.id) and c.state <> 'resolved')
                       and (g.next_step is null or g.next_at is null or g.next_at < now() - interval '60 seconds')"""),
            new Rule(
                    "case.unreadable",
                    "an open case does not say what is wrong and what can be done",
                    "select 'case ' || id || ' ' || code from exception_case where state <> 'resolved' and (length(summary) < 10 or length(suggestion) < 10)"),
            new Rule("outbox.stuck", "a message neither went out nor has a case", """
                    select 'message ' || o.id || ' (' || o.kind || ' ' || o.operation || ' to ' || o.destination || '): ' || o.state || ', attempt ' || o.attempts || ', '
                           || coalesce(o.last_error, 'no error') from outbox o
                     where o.state in ('pending', 'sending')
                        or (o.state = 'case' and not exists (select from exception_case c where c.outbox_id = o.id))"""),
            new Rule("inbox.stuck", "an event waits and nobody works on it", """
                    select 'event ' || t.id || coalesce(', ' || a.last_error, '') from inbox_todo t left join inbox_attempt a on a.id = t.id
                     where t.due < now() - interval '30 seconds' and coalesce((select i.received_at from inbox i where i.id = t.id), '-infinity') < now() - interval '15 seconds'
                    union all select 'event ' || f.id || ' to be fetched, attempt ' || f.attempts || coalesce(', ' || f.last_error, '') from inbox_fetch f
                     where f.next_at < now() - interval '15 seconds'"""),
            new Rule("inbox.keys", "an event key and its inbox row do not belong together", """
                    select 'key of event ' || k.inbox_id || ' has no event' from inbox_key k where not exists (select from inbox i where i.id = k.inbox_id)
                    union all select 'event ' || k.inbox_id || ' has ' || count(*) || ' keys' from inbox_key k group by k.inbox_id having count(*) > 1"""),
            new Rule("order.keys", "an order and its key do not belong together", """
                    select 'order ' || coalesce(k.order_id, o.id) from order_key k full join orders o on o.id = k.order_id where o.id is null or k.order_id is null"""),
            new Rule("audit.row", "a row of the audit trail was changed", """
                    select 'block ' || r.block || ' row ' || r.pos || ' (' || r.action || ')' from audit_row r
                     where r.hash <> sha256(int8send(r.block) || int4send(r.pos) || int8send((extract(epoch from r.at) * 1000000)::bigint)
                         || int4send(octet_length(r.actor)) || convert_to(r.actor, 'UTF8') || int4send(octet_length(r.action)) || convert_to(r.action, 'UTF8')
                         || case when r.order_id is null then '\\x000000000000000000'::bytea else '\\x01'::bytea || int8send(r.order_id) end
                         || case when r.inbox_id is null then '\\x000000000000000000'::bytea else '\\x01'::bytea || int8send(r.inbox_id) end
                         || int4send(octet_length(r.data)) || convert_to(r.data, 'UTF8'))"""),
            new Rule("audit.rows", "rows of the audit trail are missing, were added or changed places", """
                    select 'block ' || coalesce(b.block, r.block) from audit_block b
                      full join (select block, count(*) as rows, min(pos) as first, max(pos) as last, sha256(string_agg(hash, ''::bytea order by pos)) as hash
                                   from audit_row group by block) r on r.block = b.block
                     where b.block is null or r.block is null or r.rows <> b.rows or r.first <> 0 or r.last <> b.rows - 1 or r.hash <> b.rows_hash"""),
            new Rule("audit.chain", "the chain of the audit trail is broken", """
                    select 'block ' || seq from (select b.*, lag(hash, 1, decode(repeat('00', 32), 'hex')) over w as before, lag(seq, 1, 0::bigint) over w as last
                                                   from audit_block b window w as (order by seq)) b
                     where seq <> last + 1 or previous <> before or hash <> sha256(previous || int8send(seq) || int8send(block) || int4send(rows) || rows_hash)
                    union all select 'head at ' || h.seq from audit_head h
                     where h.seq <> (select coalesce(max(seq), 0) from audit_block)
                        or h.hash <> coalesce((select hash from audit_block order by seq desc limit 1), decode(repeat('00', 32), 'hex'))"""));

    private Rules() {}

    /** What breaks a rule now, by the database's clock. */
    static List<Faulty> broken(Query query) throws SQLException {
        return broken(query, "now()");
    }

    /** What broke a rule at {@code time}, for books that were kept by another clock than the database's. */
    static List<Faulty> broken(Query query, Instant time) throws SQLException {
        return broken(query, "timestamptz '" + time + "'");
    }

    private static List<Faulty> broken(Query query, String now) throws SQLException {
        List<Faulty> faulty = new ArrayList<>();
        for (Rule rule : ALL) {
            query.each(
                    rule.broken.replace("now()", now),
                    row -> faulty.add(new Faulty(rule.code, rule.sentence, row.getString(1))));
        }
        return faulty;
    }
}
