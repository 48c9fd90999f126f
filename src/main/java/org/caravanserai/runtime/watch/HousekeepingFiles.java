package org.caravanserai.runtime.watch;

import java.nio.file.Path;
import org.caravanserai.runtime.home.Home;

/** Where housekeeping keeps its files in a home. */
public final class HousekeepingFiles {

    private HousekeepingFiles() {}

    /** The signed checkpoints of the audit trail, one a line. Copy it to another machine. */
    public static Path checkpoints(Home home) {
        return home.var().resolve("audit/checkpoints.jsonl");
    }

    /** The key pair that signs them. */
    public static Path checkpointKey(Home home) {
        return home.secrets().resolve("checkpoint-key");
    }
}
