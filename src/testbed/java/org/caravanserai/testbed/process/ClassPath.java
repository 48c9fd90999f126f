package org.caravanserai.testbed.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class paths of the processes that the testbed starts: a hub gets its own, exactly as {@code ./hub start} gives it. */
public final class ClassPath {

    private ClassPath() {}

    /**
     * That of a hub: what the build made of {@code src/main} and the product's libraries, nothing of the testbed.
     *
     * @throws UncheckedIOException when the program is not built
     */
    public static String hub() {
        Path target =
                Path.of(System.getProperty("hub.program", "")).toAbsolutePath().resolve("target");
        try {
            return target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(target.resolve("classpath.txt")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the hub is not built: no " + target.resolve("classpath.txt"), e);
        }
    }

    /** That of everybody else: the one of this process. */
    public static String testbed() {
        return System.getProperty("java.class.path");
    }
}
