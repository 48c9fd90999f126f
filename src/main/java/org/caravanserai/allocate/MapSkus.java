package org.caravanserai.allocate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.change.UnstockedLines;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.LinePart;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;

/**
 * Finds our item for each line's listing: by what the account's map says of it, else the item of the same name; case matters. A
 * line is mapped anew as long as nothing of it is reserved anywhere.
 */
public final class MapSkus {

    // the most exact entry wins: product, variant and SKU; then product and variant; then the variant; then the SKU
    private static final String FIND = """
            select n.ord, i.sku, i.stocked
              from unnest(?::int[], ?::text[], ?::text[], ?::text[]) with ordinality as n(account_id, product, variant, channel_sku, ord)
              left join lateral (
                select m.sku
                  from (values (1, n.product, n.variant, n.channel_sku), (2, n.product, n.variant, ''), (3, '', n.variant, ''),
                               (4, '', '', n.channel_sku)) as k(turn, product, variant, channel_sku)
                  join sku_map m on m.account_id = n.account_id and m.product = k.product and m.variant = k.variant
                                and m.channel_sku = k.channel_sku
                 order by k.turn limit 1) m on true
              join item i on i.sku = coalesce(m.sku, n.channel_sku)
            """;

    private record Waiting(WorkingOrder order, WorkingLine line) {}

    private final BatchDependencies dependencies;
    private final UnstockedLines unstocked;

    public MapSkus(BatchDependencies dependencies) {
        this.dependencies = dependencies;
        this.unstocked = new UnstockedLines(dependencies);
    }

    public Batch map(@ExchangeProperty(HubHeaders.CARRIER) Batch batch) throws SQLException {
        List<Waiting> waiting = batch.round().orders().all().stream()
                .flatMap(order -> order.lines().all().stream()
                        .filter(line -> line.sku() == null || mayChange(order, line))
                        .map(line -> new Waiting(order, line)))
                .toList();
        if (waiting.isEmpty()) {
            return batch;
        }
        Connection connection = dependencies.connection();
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            SqlBatch.bind(
                    connection,
                    statement,
                    1,
                    waiting.stream().mapToInt(one -> one.order.accountId()).toArray());
            bind(
                    connection,
                    statement,
                    2,
                    waiting.stream().map(one -> one.line.listing().product()));
            bind(
                    connection,
                    statement,
                    3,
                    waiting.stream().map(one -> one.line.listing().variant()));
            bind(connection, statement, 4, waiting.stream().map(one -> one.line.channelSku()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String sku = row.getString(2);
                    waiting.get(row.getInt(1) - 1)
                            .line
                            .mapTo(sku, row.getBoolean(3) ? List.of(new LinePart(1, sku, 1)) : List.of());
                }
            }
        }
        waiting.stream()
                .filter(one -> one.line.notStocked())
                .map(Waiting::order)
                .distinct()
                .forEach(order -> unstocked.setAside(batch.round(), order));
        return batch;
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, Stream<String> texts)
            throws SQLException {
        SqlBatch.bind(connection, statement, index, texts.toArray(String[]::new));
    }

    /** It waits somewhere, and nothing of it is reserved, at a warehouse, or gone. */
    private static boolean mayChange(WorkingOrder order, WorkingLine line) {
        return order.groups().isWaitedFor(line.lineNo()) && order.groups().isUntouched(line.lineNo());
    }
}
