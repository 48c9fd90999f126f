package org.caravanserai.testbed.bench;

import java.io.*;
import java.sql.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;

/** The baseline: writes the rows that a sample of the hub's orders left, under new ids, as fast as plain JDBC can, and nothing else. */
public final class BareWriter {

    private record Table(String insert, List<String> types, Map<Long, List<Object[]>> rows) {}

    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Long> sample;
    private final String[] sql;

    /** Arguments: the hub's database, the own one, user. Each line of input: orders per statement (divides 2,000), connections, orders. */
    public static void main(String[] args) throws Exception {
        BareWriter writer = new BareWriter(args[0], args[2]);
        System.out.println("ready");
        for (Scanner in = new Scanner(System.in); in.hasNext(); ) {
            System.out.println(writer.write(args[1], args[2], in.nextInt(), in.nextInt(), in.nextInt()));
        }
    }

    private static Connection connect(String url, String user) throws SQLException {
        return DriverManager.getConnection(url + "?prepareThreshold=1", user, System.getenv("BARE_PASSWORD"));
    }

    private BareWriter(String url, String user) throws Exception {
        try (InputStream file = BareWriter.class.getResourceAsStream("/bench/bare.sql");
                Connection hub = connect(url, user)) {
            sql = new String(file.readAllBytes()).split("\n\n");
            for (String line : sql[1].lines().toList()) {
                String[] table = line.split(" +", 2);
                tables.put(
                        table[0],
                        read(table[0], hub.createStatement().executeQuery(sql[0].formatted(table[0], table[1]))));
            }
            sample = List.copyOf(tables.get("orders").rows.keySet());
        }
    }

    /** Numbers and bytes are sent binary, everything else as text that PostgreSQL casts. */
    private static Table read(String name, ResultSet row) throws SQLException {
        Map<Long, List<Object[]>> rows = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(), types = new ArrayList<>(), values = new ArrayList<>();
        for (int i = 2; i <= row.getMetaData().getColumnCount(); i++) {
            String column = row.getMetaData().getColumnName(i),
                    type = row.getMetaData().getColumnTypeName(i).replace("bigserial", "int8");
            names.add(column);
            types.add(type.startsWith("int") ? "int8" : type.equals("bytea") ? "bytea" : "text");
            values.add(
                    switch (column) {
                        case "id", "order_id", "inbox_id", "group_id" -> column + " + v.pass * 10000000000";
                        case "channel_order_id", "order_key" -> column + " || '.' || v.pass";
                        case "key_hash" -> "int8send(v.pass) || substr(key_hash, 9)";
                        case "block" -> "v.block";
                        case "pos" -> "row_number() over () - 1";
                        default -> column + "::" + type;
                    });
        }
        while (row.next()) {
            Object[] columns = new Object[types.size()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = types.get(i).equals("text")
                        ? row.getString(i + 2)
                        : row.getObject(i + 2) instanceof Number n ? (Object) n.longValue() : row.getBytes(i + 2);
            }
            rows.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(columns);
        }
        String list = String.join(", ", names), arrays = "?::" + String.join("[], ?::", types) + "[]";
        return new Table(
                "insert into " + name + " (" + list + ") select " + String.join(", ", values) + " from unnest(" + arrays
                        + ") as n(" + list + "), (values (?::int8, ?::int8)) as v(pass, block)",
                types,
                rows);
    }

    private String write(String url, String user, int perStatement, int connections, int orders) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        int end = next.get() + orders;
        long start = System.nanoTime();
        List<Future<Void>> writers = threads.invokeAll(Collections.nCopies(connections, (Callable<Void>) () -> {
            try (Connection connection = connect(url, user)) {
                connection.setAutoCommit(false);
                for (int i = next.getAndAdd(perStatement); i < end; i = next.getAndAdd(perStatement)) {
                    store(connection, i, perStatement);
                }
            }
            return null;
        }));
        threads.shutdown();
        for (Future<Void> writer : writers) {
            writer.get();
        }
        next.set(end);
        return String.format(Locale.ROOT, "%.0f orders/s", orders * 1e9 / (System.nanoTime() - start));
    }

    private void store(Connection connection, int first, int count) throws SQLException {
        List<String> statements = new ArrayList<>();
        List<List<Object>> parameters = new ArrayList<>();
        List<Object[]> rows = List.of();
        TreeMap<String, Long> demand = new TreeMap<>();
        for (Map.Entry<String, Table> table : tables.entrySet()) {
            int from = first % sample.size();
            rows = sample.subList(from, from + count).stream()
                    .flatMap(id -> table.getValue().rows.getOrDefault(id, List.of()).stream())
                    .toList();
            if (table.getKey().equals("reservation")) {
                rows.forEach(row -> demand.merge(row[5] + "\t" + row[6], (Long) row[7], Long::sum));
            }
            statements.add(table.getValue().insert);
            List<Object> arrays = new ArrayList<>();
            for (String type : table.getValue().types) {
                int column = arrays.size();
                arrays.add(array(
                        connection, type, rows.stream().map(row -> row[column]).toArray()));
            }
            arrays.addAll(List.of(first / sample.size() + 1L, (long) first));
            parameters.add(arrays);
        }
        statements.addAll(List.of(sql[2], sql[3]));
        parameters.add(List.of(
                array(
                        connection,
                        "text",
                        demand.keySet().stream().map(key -> key.split("\t")[0]).toArray()),
                array(
                        connection,
                        "text",
                        demand.keySet().stream().map(key -> key.split("\t")[1]).toArray()),
                array(connection, "int8", demand.values().toArray())));
        parameters.add(List.of((long) first, rows.size(), new byte[32]));
        if (count > 1) {
            statements = List.of(String.join(";\n", statements));
            parameters = List.of(parameters.stream().flatMap(List::stream).toList());
        }
        for (int i = 0; i < statements.size(); i++) {
            try (PreparedStatement statement = connection.prepareStatement(statements.get(i))) {
                for (int at = 0; at < parameters.get(i).size(); at++) {
                    statement.setObject(at + 1, parameters.get(i).get(at));
                }
                statement.execute();
            }
        }
        connection.commit();
    }

    private static Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(
                type,
                Arrays.copyOf(
                        values,
                        values.length,
                        type.equals("int8") ? Long[].class : type.equals("bytea") ? byte[][].class : String[].class));
    }
}
