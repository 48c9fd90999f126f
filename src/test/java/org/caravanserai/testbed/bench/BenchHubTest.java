package org.caravanserai.testbed.bench;

import java.nio.file.Path;
import org.caravanserai.testbed.process.StartedProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub that the bench measures is the product and nothing else. */
class BenchHubTest {

    @TempDir
    Path home;

    @Test
    void theBenchsHubHasNothingOfTheTestbedOnItsClassPath() {
        try (BenchHub hub = new BenchHub(Path.of("").toAbsolutePath(), home.resolve("hub"), "secret")) {
            hub.start();
            StartedProcess.hasNothingOfTheTestbed(hub.pid());
        }
    }
}
