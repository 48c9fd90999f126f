package org.caravanserai.testbed.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.process.StartedProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub that the demo starts is the product and nothing else. */
class DemoHubTest {

    @TempDir
    Path home;

    @Test
    void theDemosHubHasNothingOfTheTestbedOnItsClassPath() throws Exception {
        String routes = Files.createDirectories(home.resolve("no-routes")).toString();
        try (DemoHub hub = new DemoHub(
                home.resolve("hub"),
                List.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Map.of("hub.routes", routes))) {
            hub.launch().ready();
            StartedProcess.hasNothingOfTheTestbed(hub.child().process().pid());
        }
    }
}
