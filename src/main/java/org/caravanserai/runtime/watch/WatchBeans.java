package org.caravanserai.runtime.watch;

import java.util.List;
import org.caravanserai.audit.CheckpointLog;
import org.caravanserai.privacy.DayKeys;

/** The beans of {@code routes/80-watch}. Each is called as its class, with a small first letter. */
public final class WatchBeans {

    public static final List<Class<?>> CLASSES =
            List.of(DailyJobs.class, RetentionJobs.class, CheckpointLog.class, DayKeys.class);

    private WatchBeans() {}
}
