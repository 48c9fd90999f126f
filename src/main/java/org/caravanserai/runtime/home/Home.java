package org.caravanserai.runtime.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.caravanserai.base.ConfigException;

/**
 * Where one hub lives: {@code var/} below it holds everything the hub writes (database, broker journal, secrets, logs,
 * {@code run.json}), names and streets too, so that only its own user may look; {@code hub.properties} in it overrides the defaults. Two hubs never share a home.
 */
public record Home(Path directory) {

    public Home {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The home named by the system property {@code hub.home}, else by {@code HUB_HOME}, else the working directory. */
    public static Home fromEnvironment() {
        String named = System.getProperty("hub.home", System.getenv("HUB_HOME"));
        return new Home(Path.of(named == null || named.isBlank() ? "" : named));
    }

    public Path var() {
        return directory.resolve("var");
    }

    /** Generated passwords and keys, one file each, readable by the owner only. */
    public Path secrets() {
        return var().resolve("secrets");
    }

    public Path runFile() {
        return var().resolve("run.json");
    }

    /**
     * A configured path: absolute ones as they are; relative ones below the home where they exist there, else below the
     * directory the program was started from, so that a home may be an empty directory and still find {@code routes/}.
     */
    public Path resolve(Path path) {
        Path inHome = directory.resolve(path);
        return Files.exists(inHome)
                ? inHome.normalize()
                : program().resolve(path).normalize();
    }

    private static Path program() {
        return Path.of(System.getProperty("hub.program", "")).toAbsolutePath();
    }

    /** @throws ConfigException when the directories cannot be made or written */
    public void create() {
        try {
            privateDirectory(var());
            privateDirectory(secrets());
        } catch (UncheckedIOException e) {
            throw new ConfigException(
                    "cannot write below " + directory + " (" + e.getCause()
                            + "): give the user the right, or another hub.home",
                    e);
        }
    }

    /** A directory that its owner alone may enter: made so, or narrowed. Where files have no owner it is only made. */
    public static Path privateDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
    }
}
