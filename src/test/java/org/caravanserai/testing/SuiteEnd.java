package org.caravanserai.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** The end of the suite: what tests share is ended, and no process that any of them started may be left. */
public final class SuiteEnd implements LauncherSessionListener {

    private static final List<Runnable> ENDS = new CopyOnWriteArrayList<>();
    private static final Instant STARTED = Instant.now();

    /** To be run when all tests are done. */
    static void atEnd(Runnable end) {
        ENDS.add(end);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        ENDS.forEach(Runnable::run);
        try {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(SuiteEnd::left, List::isEmpty);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("the suite left processes behind: " + left(), e);
        }
    }

    /** Children, and children's children that lost their parent: hubs, sandboxes and databases started since the suite began. */
    private static List<String> left() {
        return Stream.concat(
                        ProcessHandle.current().descendants(),
                        ProcessHandle.allProcesses().filter(SuiteEnd::ours))
                .filter(ProcessHandle::isAlive)
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse("?"))
                .distinct()
                .toList();
    }

    private static boolean ours(ProcessHandle process) {
        String command = process.info().commandLine().orElse("");
        return process.pid() != ProcessHandle.current().pid()
                && process.info()
                        .startInstant()
                        .filter(start -> start.isAfter(STARTED))
                        .isPresent()
                && process.parent().filter(parent -> parent.pid() == 1).isPresent()
                && (command.contains("org.caravanserai.") || command.contains("/bin/postgres -D"))
                && (command.contains(System.getProperty("java.io.tmpdir") + "/junit")
                        || command.contains(System.getProperty("user.dir")));
    }
}
