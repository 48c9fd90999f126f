package org.caravanserai.allocate.change;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.allocate.batch.Batch;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.translate.Content;

/**
 * A count may say that there is less than what is promised. Then the youngest promises of that place are dropped in the
 * same transaction, and the orders they belong to must be locked before any stock row is.
 */
public final class ExcessReservations {

    private static final String YOUNGEST = """
            select r.order_id
              from unnest(?::text[], ?::text[], ?::int[]) as n(sku, location, on_hand)
              join lateral (
                select order_id, quantity, sum(quantity) over (order by id) as promised_up_to
                  from reservation r where r.sku = n.sku and r.location = n.location and r.state = 'active') r
                on r.promised_up_to > n.on_hand
            """;

    public Set<Long> ordersAtRisk(Connection connection, Batch batch) throws SQLException {
        List<Content.Count> counts = batch.with(Content.Counted.class)
                .flatMap(one -> ((Content.Counted) one.content()).counts().stream())
                .toList();
        Set<Long> orders = new TreeSet<>();
        if (counts.isEmpty()) {
            return orders;
        }
        try (PreparedStatement statement = connection.prepareStatement(YOUNGEST)) {
            SqlBatch.bind(
                    connection,
                    statement,
                    1,
                    counts.stream().map(Content.Count::sku).toArray(String[]::new));
            SqlBatch.bind(
                    connection,
                    statement,
                    2,
                    counts.stream().map(Content.Count::location).toArray(String[]::new));
            SqlBatch.bind(
                    connection,
                    statement,
                    3,
                    counts.stream().mapToInt(Content.Count::onHand).toArray());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    orders.add(row.getLong(1));
                }
            }
        }
        return orders;
    }
}
