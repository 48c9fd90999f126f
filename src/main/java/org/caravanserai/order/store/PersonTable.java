package org.caravanserai.order.store;

import static org.caravanserai.base.Columns.bytes;
import static org.caravanserai.base.Columns.longs;
import static org.caravanserai.base.Columns.texts;

import java.util.List;
import org.caravanserai.base.SqlBatch;

/** Writes {@code order_data_key} and {@code customer_identity}: the key of an order's personal data, and who the buyer is, blindly. */
final class PersonTable {

    private static final String KEYS = """
            insert into order_data_key (order_id, wrapped) select * from unnest(?::bigint[], ?::bytea[])
            """;

    private static final String NEW_IDENTITIES = """
            insert into customer_identity (order_id, kind, blind) select * from unnest(?::bigint[], ?::text[], ?::bytea[])
            """;

    private static final String IDENTITIES = NEW_IDENTITIES + """
            on conflict (order_id, kind) do update set blind = excluded.blind
            """;

    private PersonTable() {}

    static void addInsert(SqlBatch sql, List<SealedOrder> fresh) {
        if (!fresh.isEmpty()) {
            sql.add(KEYS, longs(fresh, one -> one.order().id()), bytes(fresh, SealedOrder::newKey));
        }
        addIdentities(sql, NEW_IDENTITIES, fresh);
    }

    static void addUpdate(SqlBatch sql, List<SealedOrder> known) {
        addIdentities(sql, IDENTITIES, known);
    }

    private static void addIdentities(SqlBatch sql, String statement, List<SealedOrder> orders) {
        List<SealedOrder.Identity> identities =
                orders.stream().flatMap(one -> one.identities().stream()).toList();
        if (!identities.isEmpty()) {
            sql.add(
                    statement,
                    longs(identities, SealedOrder.Identity::orderId),
                    texts(identities, SealedOrder.Identity::kind),
                    bytes(identities, SealedOrder.Identity::blind));
        }
    }
}
