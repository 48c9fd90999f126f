package org.caravanserai.testbed.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A hub process as it really runs, asked for its own {@code java.class.path}. */
public final class StartedProcess {

    private StartedProcess() {}

    private static List<String> classPath(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return List.of(machine.getSystemProperties()
                        .getProperty("java.class.path")
                        .split(File.pathSeparator));
            } finally {
                machine.detach();
            }
        } catch (IOException | AttachNotSupportedException e) {
            throw new AssertionError("cannot ask process " + pid, e);
        }
    }

    /** It has the hub's classes and libraries, and nothing of the testbed or of the tests. */
    public static void hasNothingOfTheTestbed(long pid) {
        List<String> entries = classPath(pid);
        assertThat(entries)
                .hasSizeGreaterThan(100)
                .anyMatch(entry -> Files.exists(Path.of(entry, "org/caravanserai/Hub.class")));
        assertThat(entries)
                .noneMatch(entry -> Files.exists(Path.of(entry, "org/caravanserai/testbed"))
                        || Files.exists(Path.of(entry, "sandbox")));
        assertThat(entries).noneMatch(entry -> entry.endsWith("test-classes"));
        assertThat(entries.stream().map(entry -> Path.of(entry).getFileName().toString()))
                .noneMatch(jar -> jar.matches("(graphql-java|java-dataloader|junit|archunit|assertj|awaitility).*"));
    }
}
