package org.caravanserai.testbed.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that only we may read. */
final class Private {

    private Private() {}

    /** Writes the file with mode 0600, in place of an older one. */
    static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Path made = file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
        Files.writeString(made, text);
    }

    /** Empties a directory that an earlier run left; links in it are removed, not followed. */
    static void empty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(directory)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            if (!one.equals(directory)) {
                Files.delete(one);
            }
        }
    }
}
