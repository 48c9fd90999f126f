package org.caravanserai.allocate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.order.WorkingOrder;

/** Finds our SKU for each line's channel SKU: by the account's SKU map, else the item of the same name; case matters. */
public final class MapSkus {

    private static final String FIND = """
            select n.ord, coalesce(m.sku, i.sku)
              from unnest(?::int[], ?::text[]) with ordinality as n(account_id, channel_sku, ord)
              left join sku_map m on m.account_id = n.account_id and m.channel_sku = n.channel_sku
              left join item i on i.sku = n.channel_sku
            """;

    private record Unmapped(WorkingOrder order, WorkingLine line) {}

    private final BatchDependencies dependencies;

    public MapSkus(BatchDependencies dependencies) {
        this.dependencies = dependencies;
    }

    public void map(Batch batch) throws SQLException {
        List<Unmapped> unmapped = batch.round().orders().all().stream()
                .flatMap(order -> order.lines().all().stream()
                        .filter(line -> line.sku() == null)
                        .map(line -> new Unmapped(order, line)))
                .toList();
        if (unmapped.isEmpty()) {
            return;
        }
        Connection connection = dependencies.connection();
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            SqlBatch.bind(
                    connection,
                    statement,
                    1,
                    unmapped.stream().mapToInt(one -> one.order.accountId()).toArray());
            SqlBatch.bind(
                    connection,
                    statement,
                    2,
                    unmapped.stream().map(one -> one.line.channelSku()).toArray(String[]::new));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    unmapped.get(row.getInt(1) - 1).line.mapTo(row.getString(2));
                }
            }
        }
    }
}
