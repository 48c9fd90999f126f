package org.caravanserai.base;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Turns a list of rows into the column arrays that {@code unnest} opens again, and reads single columns. */
public final class Columns {

    private Columns() {}

    public static <T> long[] longs(List<T> rows, ToLongFunction<T> value) {
        return rows.stream().mapToLong(value).toArray();
    }

    public static <T> Long[] nullableLongs(List<T> rows, Function<T, Long> value) {
        return rows.stream().map(value).toArray(Long[]::new);
    }

    public static <T> int[] ints(List<T> rows, ToIntFunction<T> value) {
        return rows.stream().mapToInt(value).toArray();
    }

    public static <T> String[] texts(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    public static <T> Instant[] instants(List<T> rows, Function<T, Instant> value) {
        return rows.stream().map(value).toArray(Instant[]::new);
    }

    public static <T> BigDecimal[] decimals(List<T> rows, Function<T, BigDecimal> value) {
        return rows.stream().map(value).toArray(BigDecimal[]::new);
    }

    public static <T> byte[][] bytes(List<T> rows, Function<T, byte[]> value) {
        return rows.stream().map(value).toArray(byte[][]::new);
    }

    public static <T> boolean[] flags(List<T> rows, Function<T, Boolean> value) {
        boolean[] flags = new boolean[rows.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = value.apply(rows.get(i));
        }
        return flags;
    }

    /** A column of type timestamptz; null when it is null. */
    public static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
