package org.caravanserai.runtime.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the embedded PostgreSQL runs.
 *
 * @param data its data directory
 * @param log what it prints
 * @param port 0: any free port, the one of the last run if it is still free
 * @param startTimeout how long it may take to be ready, recovery included
 * @param extra settings for {@code postgresql.conf}, over the hub's own
 */
record PostgresSettings(Path data, Path log, int port, Duration startTimeout, Map<String, String> extra) {

    /** {@code postgresql.conf}: durable before fast, only this machine, recovery after a crash within seconds (max_wal_size). */
    String configuration(int actualPort) {
        Map<String, String> all = new TreeMap<>(Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""),
                Map.entry("max_connections", "100"),
                Map.entry("password_encryption", "scram-sha-256"),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("shared_buffers", "256MB"),
                Map.entry("max_wal_size", "1GB"),
                Map.entry("wal_compression", "off"),
                Map.entry("random_page_cost", "1.1"),
                Map.entry("jit", "off"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("log_line_prefix", "%m [%p] "),
                Map.entry("log_min_messages", "warning"),
                Map.entry("log_checkpoints", "off"),
                // a failing statement's text and row values may hold personal data
                Map.entry("log_min_error_statement", "panic"),
                Map.entry("log_error_verbosity", "terse")));
        all.putAll(extra);
        all.put("port", Integer.toString(actualPort));
        StringBuilder text = new StringBuilder("# written by the hub at every start\n");
        all.forEach((key, value) ->
                text.append(key).append(" = '").append(value.replace("'", "''")).append("'\n"));
        return text.toString();
    }
}
