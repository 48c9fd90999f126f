package org.caravanserai.testbed.bench;

/** What the bench's hub sells and where it lies: three locations, the second closes the gaps of the first, so that some orders are split. */
final class Seed {

    static final String SQL = """
            insert into account (channel, name, secret_ref, stock_confirmed_at) values ('shopify', 'bench', 'bench-shopify', now()), ('woocommerce', 'bench', 'bench-woocommerce', now());
            insert into location (code, name, priority) values ('MAIN', 'Main', 1), ('EAST', 'East', 2), ('WEST', 'West', 3);
            insert into item (sku) select 'BENCH-' || 10000 + i from generate_series(0, %1$d) i;
            insert into stock (sku, location, on_hand, counted_at)
              select 'BENCH-' || 10000 + i, location, 100000000, now() from generate_series(0, %1$d) i, (values ('MAIN'), ('EAST'), ('WEST')) as l(location)
               where location = 'WEST' and i %% 2 = 0 or location = 'MAIN' and i %% 10 <> 9 or location = 'EAST' and (i %% 10 = 9 or i %% 3 = 0);
            insert into stock_ledger (id, sku, location, kind, quantity, as_of, at)
              select nextval('hub_id'), sku, location, 'count', on_hand, now(), now() from stock;
            analyze
            """.formatted(OrderBodies.SKUS - 1);

    private Seed() {}
}
