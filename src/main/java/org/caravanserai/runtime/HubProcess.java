package org.caravanserai.runtime;

import java.time.Duration;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.HubExit;
import org.caravanserai.runtime.home.Pauses;
import org.caravanserai.runtime.home.Settings;

/** A hub that is a process: it stops gracefully when the process is told to end, and the process ends in time even if the stop does not. */
public final class HubProcess {

    private HubProcess() {}

    /** Starts the hub and sees to its end. */
    public static HubRuntime start(Home home) {
        HubRuntime hub = HubRuntime.start(home);
        Duration timeout = Settings.load(home).duration("hub.shutdown.timeout");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(hub, timeout), "hub-stop"));
        return hub;
    }

    private static void stop(HubRuntime hub, Duration timeout) {
        Thread guard = new Thread(
                () -> {
                    Pauses.sleep(timeout.toMillis());
                    Runtime.getRuntime().halt(HubExit.STOP_TIMEOUT);
                },
                "hub-stop-guard");
        guard.setDaemon(true);
        guard.start();
        hub.close();
    }
}
