package org.caravanserai.runtime.wiring;

import org.caravanserai.audit.CheckpointKey;
import org.caravanserai.audit.CheckpointLog;
import org.caravanserai.inbox.InboxRetention;
import org.caravanserai.outbox.source.Attempts;
import org.caravanserai.runtime.instance.EndedInstances;
import org.caravanserai.runtime.watch.DailyJobs;
import org.caravanserai.runtime.watch.HousekeepingFiles;
import org.caravanserai.runtime.watch.HubFigures;
import org.caravanserai.runtime.watch.RetentionJobs;
import org.caravanserai.runtime.watch.TapWatch;

/** Wires what keeps the house: checkpoints of the audit trail, keys and notes that are forgotten in time, figures, taps that fail. */
final class HousekeepingWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        CheckpointLog checkpoints = new CheckpointLog(
                HousekeepingFiles.checkpoints(services.home()),
                CheckpointKey.open(HousekeepingFiles.checkpointKey(services.home())),
                services.dataSource(),
                services.clock());
        bindings.bean(checkpoints);
        // what was written since the last minute is witnessed too when the hub stops in peace
        bindings.onStop("last checkpoint", checkpoints::append);
        DailyJobs jobs = new DailyJobs(
                services.jdbc(), services.clock(), services.owner().id());
        bindings.bean(jobs);
        bindings.bean(new RetentionJobs(
                new InboxRetention(services.jdbc()),
                new Attempts(services.jdbc()),
                jobs,
                new EndedInstances(services.jdbc(), services.owner()::alive),
                services.clock()));
        bindings.onContext(camel -> TapWatch.on(camel, services.meters(), services.clock()));
        bindings.onStart("figures", new HubFigures(services.jdbc(), services.clock(), services.meters())::watch);
    }
}
