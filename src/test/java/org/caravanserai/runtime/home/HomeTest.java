package org.caravanserai.runtime.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub writes holds names and streets: nobody but its own user can look. */
class HomeTest {

    @TempDir
    Path directory;

    @Test
    void whatIsNewAndWhatAnEarlierHubLeftOpenIsClosed() throws Exception {
        Files.createDirectories(directory.resolve("var"));
        Files.setPosixFilePermissions(directory.resolve("var"), PosixFilePermissions.fromString("rwxr-xr-x"));
        new Home(directory).create();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("var"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("var/secrets"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theLauncherGivesItsFilesToItsUserAlone() throws Exception {
        String launcher = Files.readString(Path.of("hub"));
        assertThat(launcher.indexOf("\numask 077\n")).isBetween(1, launcher.indexOf("\nexec "));
    }
}
