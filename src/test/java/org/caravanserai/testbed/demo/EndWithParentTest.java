package org.caravanserai.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.caravanserai.testbed.process.ClassPath;
import org.junit.jupiter.api.Test;

/** Whatever ends the demo ends what it started. */
class EndWithParentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Starts something that would go on for long, says its process id, and waits. */
    static final class Parent {
        public static void main(String[] arguments) throws IOException {
            Process child = new ProcessBuilder("sleep", "600").start();
            EndWithParent.watch(child);
            System.out.println(child.pid());
            System.in.read();
        }
    }

    @Test
    void aKilledParentTakesItsChildWithIt() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        ClassPath.testbed(),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle child = ProcessHandle.of(
                        Long.parseLong(parent.inputReader().readLine()))
                .orElseThrow();
        try {
            assertThat(child.isAlive()).isTrue();

            parent.destroyForcibly();

            await().atMost(PATIENCE).until(() -> !child.isAlive());
        } finally {
            child.destroyForcibly();
            parent.destroyForcibly();
        }
    }

    @Test
    void theWatchEndsWithItsProcess() throws Exception {
        Process child = new ProcessBuilder("sleep", "600").start();
        EndWithParent.watch(child);
        Optional<ProcessHandle> watch = ProcessHandle.current()
                .children()
                .filter(one -> one.info()
                        .arguments()
                        .map(words -> words[words.length - 1].equals(Long.toString(child.pid())))
                        .orElse(false))
                .findFirst();
        assertThat(watch).isPresent();

        child.destroy();

        await().atMost(PATIENCE).until(() -> !watch.get().isAlive());
    }
}
