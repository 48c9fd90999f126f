package org.caravanserai.testbed.demo;

import java.io.IOException;

/**
 * Ends a process when the one that started it is gone, however that ended: a shell waits at a pipe whose other end closes
 * with this process, and then sends SIGTERM. Nothing of it is in the process that it watches.
 */
final class EndWithParent {

    private EndWithParent() {}

    /** Watches until the process ends. */
    static void watch(Process process) throws IOException {
        Process watch = new ProcessBuilder("sh", "-c", "read -r end; kill \"$0\"", Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.onExit().thenRun(watch::destroyForcibly);
    }
}
