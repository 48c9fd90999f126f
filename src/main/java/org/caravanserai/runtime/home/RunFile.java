package org.caravanserai.runtime.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.caravanserai.base.Json;

/**
 * {@code var/run.json}: where the hub of this home can be reached. It appears when the hub is ready and goes when it stops;
 * after a kill it stays, so whoever reads it looks whether {@code pid} lives.
 *
 * @param pid process id of the hub
 * @param http port of the business connector
 * @param management port of the management connector
 * @param broker address of the embedded broker's acceptor or of the external broker; empty when there is none
 * @param databaseUrl JDBC address
 * @param databaseUser working role
 * @param databasePid process id of the embedded PostgreSQL; 0 when it is external
 * @param owner id of this run
 * @param home the hub's home
 */
public record RunFile(
        long pid,
        int http,
        int management,
        String broker,
        String databaseUrl,
        String databaseUser,
        long databasePid,
        long owner,
        String home) {

    /** The same, after the embedded PostgreSQL had to be started again. */
    public RunFile withDatabase(long newPid) {
        return new RunFile(pid, http, management, broker, databaseUrl, databaseUser, newPid, owner, home);
    }

    public void write(Path file) {
        try {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Files.write(part, Json.MAPPER.writeValueAsBytes(this));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** @throws UncheckedIOException when there is none */
    public static RunFile read(Path file) {
        try {
            return Json.MAPPER.readValue(file.toFile(), RunFile.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }
}
