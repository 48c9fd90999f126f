with sample as (select id, inbox_id from orders where revision = 1 order by received_at desc, id limit 2000) select o.id, t.* from sample o join %s t on %s

inbox_key         t.inbox_id = o.inbox_id
inbox             t.id = o.inbox_id
order_key         t.order_id = o.id
orders            t.id = o.id
order_data_key    t.order_id = o.id
customer_identity t.order_id = o.id
order_line        t.order_id = o.id
order_line_part   t.order_id = o.id
fulfilment_group  t.order_id = o.id
group_line        t.group_id in (select g.id from fulfilment_group g where g.order_id = o.id)
reservation       t.order_id = o.id
outbox            t.order_id = o.id
audit_row         t.order_id = o.id

with n as (select * from unnest(?::text[], ?::text[], ?::int8[]) as n(sku, location, units)),
     l as materialized (select sku, location from stock join n using (sku, location) order by sku, location for update of stock)
update stock s set reserved = s.reserved + n.units, version = s.version + 1, updated_at = now() from n join l using (sku, location)
 where s.sku = n.sku and s.location = n.location and s.on_hand - s.reserved >= n.units

with h as (select seq + 1 as seq, hash from audit_head for update), b as (
  insert into audit_block (block, seq, rows, rows_hash, previous, hash, at)
  select v.block, h.seq, v.rows, v.rows_hash, h.hash, sha256(h.hash || int8send(h.seq) || int8send(v.block) || int4send(v.rows) || v.rows_hash), now()
    from h, (values (?::int8, ?::int4, ?::bytea)) as v(block, rows, rows_hash) returning seq, hash)
update audit_head set seq = b.seq, hash = b.hash from b
