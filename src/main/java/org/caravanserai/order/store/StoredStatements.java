package org.caravanserai.order.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.caravanserai.base.Json;
import org.caravanserai.base.SqlBatch;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.WorkingOrder;
import org.caravanserai.privacy.OrderKeys;

/** Reads what the database holds of the newest snapshot of orders, personal block included. */
public final class StoredStatements {

    private static final String READ =
            "select id, doc, personal from orders where id = any(?) and personal is not null";

    private StoredStatements() {}

    /** @param orders locked ones; of an order whose buyer was erased nothing is read */
    public static void load(Connection connection, Collection<WorkingOrder> orders, OrderKeys keys)
            throws SQLException {
        Map<Long, WorkingOrder> byId = new HashMap<>();
        orders.stream().filter(order -> order.wrappedKey() != null).forEach(order -> byId.put(order.id(), order));
        if (byId.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            SqlBatch.bind(
                    connection,
                    statement,
                    1,
                    byId.keySet().stream().mapToLong(Long::longValue).toArray());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    WorkingOrder order = byId.get(row.getLong(1));
                    order.knownStatement(statement(order, row.getString(2), row.getBytes(3), keys));
                }
            }
        }
    }

    private static OrderSnapshot statement(WorkingOrder order, String doc, byte[] sealed, OrderKeys keys)
            throws SQLException {
        try {
            ObjectNode document = (ObjectNode) Json.MAPPER.readTree(doc);
            document.set(
                    "personal",
                    Json.MAPPER.readTree(keys.open(keys.unwrap(order.id(), order.wrappedKey()), "personal", sealed)));
            return OrderSnapshot.of(document);
        } catch (IOException e) {
            throw new SQLException("the document of order " + order.id() + " holds no JSON", e);
        }
    }
}
