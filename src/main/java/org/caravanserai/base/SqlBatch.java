package org.caravanserai.base;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Several statements sent to PostgreSQL in one round trip. Java arrays become SQL arrays, to be opened with
 * {@code unnest(?::bigint[], ...)}, so that a batch of any size is one statement with one plan. The statements run in the
 * order they were added, in the connection's transaction.
 */
public final class SqlBatch {

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();
    private int statements;

    /** Adds a statement; its {@code ?} take {@code parameters} in order. */
    public SqlBatch add(String statement, Object... parameters) {
        if (statements++ > 0) {
            sql.append(";\n");
        }
        sql.append(statement);
        this.parameters.addAll(Arrays.asList(parameters));
        return this;
    }

    public boolean isEmpty() {
        return statements == 0;
    }

    /** The number of statements added so far: the index that the next one's count will have. */
    public int size() {
        return statements;
    }

    /**
     * Sends all statements.
     *
     * @return the number of rows each statement changed (or found), in order
     */
    public int[] execute(Connection connection) throws SQLException {
        int[] counts = new int[statements];
        if (statements == 0) {
            return counts;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                bind(connection, statement, i + 1, parameters.get(i));
            }
            boolean rows = statement.execute();
            for (int i = 0; i < statements; i++) {
                counts[i] = rows ? countRows(statement) : statement.getUpdateCount();
                rows = statement.getMoreResults();
            }
        }
        return counts;
    }

    private static int countRows(PreparedStatement statement) throws SQLException {
        int count = 0;
        try (var result = statement.getResultSet()) {
            while (result.next()) {
                count++;
            }
        }
        return count;
    }

    /** Binds one value as {@link #execute} does; for statements whose rows are read. */
    public static void bind(Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        if (value instanceof long[]
                || value instanceof int[]
                || value instanceof short[]
                || value instanceof boolean[]) {
            String type = value instanceof long[]
                    ? "int8"
                    : value instanceof int[] ? "int4" : value instanceof short[] ? "int2" : "bool";
            statement.setArray(index, connection.unwrap(PGConnection.class).createArrayOf(type, value));
        } else if (value instanceof Long[] longs) {
            statement.setArray(index, connection.createArrayOf("int8", longs));
        } else if (value instanceof byte[][] bytes) {
            statement.setArray(index, connection.createArrayOf("bytea", bytes));
        } else if (value instanceof String[] texts) {
            statement.setArray(index, connection.createArrayOf("text", texts));
        } else if (value instanceof BigDecimal[] decimals) {
            statement.setArray(index, connection.createArrayOf("text", texts(decimals)));
        } else if (value instanceof Instant[] instants) {
            statement.setArray(index, connection.createArrayOf("text", texts(instants)));
        } else if (value instanceof Instant instant) {
            statement.setObject(index, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
        } else {
            statement.setObject(index, value);
        }
    }

    private static String[] texts(Object[] values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] == null
                    ? null
                    : values[i] instanceof BigDecimal decimal ? decimal.toPlainString() : values[i].toString();
        }
        return texts;
    }
}
