package org.caravanserai.runtime.postgres;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.caravanserai.base.ConfigException;

/**
 * PostgreSQL refuses to run as root. When the hub does, its programs are started in a user namespace of their own
 * ({@code unshare -U}): inside they are nobody, for the file system they stay the hub's user, so nothing changes owner.
 */
final class Unprivileged {

    private Unprivileged() {}

    /** The command to run instead of {@code command}. @throws ConfigException when run as root without user namespaces */
    static List<String> wrap(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        if (!works("unshare", "-U", "true")) {
            throw new ConfigException(
                    "the embedded PostgreSQL cannot run as root here (unshare -U is refused): start the hub as another user,"
                            + " or set hub.database.url");
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
