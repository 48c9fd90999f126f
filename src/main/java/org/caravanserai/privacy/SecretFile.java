package org.caravanserai.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.caravanserai.base.ConfigException;

/**
 * A generated secret in a file that only its owner may read (mode 0400). It is made once: of two processes that start
 * together on a fresh directory, one makes the file and both read it. A file that others may read is refused, because
 * its secret must be taken as known.
 */
public final class SecretFile {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private SecretFile() {}

    /**
     * The file's text without surrounding white space; made with {@code fresh} when there is no file.
     *
     * @throws ConfigException when the file is empty or others than its owner have rights on it
     */
    public static String readOrCreate(Path file, Supplier<String> fresh) {
        try {
            if (!Files.exists(file)) {
                create(file, fresh.get());
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or create the secret file " + file, e);
        }
    }

    private static String read(Path file) throws IOException {
        if (hasPosix(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                throw new ConfigException(file + " has mode " + PosixFilePermissions.toString(permissions)
                        + ", so its secret may be known to others; replace the secret, or if nobody else was on this machine: chmod 0400 "
                        + file);
            }
        }
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw new ConfigException(file + " is empty; restore it from its backup");
        }
        return text;
    }

    private static void create(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        boolean posix = hasPosix(directory);
        Path draft = posix
                ? Files.createTempFile(
                        directory,
                        ".secret",
                        null,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(directory, ".secret", null);
        try {
            Files.writeString(draft, text + "\n", StandardCharsets.UTF_8);
            if (posix) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("r--------"));
            }
            // a link never replaces a file that another process has made meanwhile, and shows only complete content
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // the other process was first: its secret counts
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static boolean hasPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}
