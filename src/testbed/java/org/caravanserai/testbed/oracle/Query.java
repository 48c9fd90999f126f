package org.caravanserai.testbed.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads rows one by one. */
final class Query {

    interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    Query(Connection connection) {
        this.connection = connection;
    }

    void each(String sql, Row each) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                each.take(rows);
            }
        }
    }
}
