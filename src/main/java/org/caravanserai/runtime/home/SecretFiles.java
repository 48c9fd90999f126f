package org.caravanserai.runtime.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Secrets the hub makes for itself at its first start, one file each with mode 0600. Nothing has a default password.
 */
public final class SecretFiles {

    private static final int BYTES = 24;

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    public SecretFiles(Path directory) {
        this.directory = directory;
    }

    /** The secret of this name; made at the first call, 192 random bits as URL-safe text. */
    public String get(String name) {
        return find(name).orElseGet(() -> write(name, random()));
    }

    /** The secret of this name, if it was made before. */
    public Optional<String> find(String name) {
        Path file = directory.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read secret file " + file, e);
        }
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    /** A fresh secret that is stored nowhere. */
    public String random() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Stores a secret; a reader never sees half of it. */
    public String write(String name, String secret) {
        Path file = directory.resolve(name);
        try {
            Home.privateDirectory(directory);
            Path part = Files.createTempFile(directory, name, ".part");
            if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(part, secret + "\n", StandardCharsets.UTF_8);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write secret file " + file, e);
        }
    }
}
