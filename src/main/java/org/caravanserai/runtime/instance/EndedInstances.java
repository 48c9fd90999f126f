package org.caravanserai.runtime.instance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes the registrations of hubs that have ended. */
public final class EndedInstances {

    private final JdbcClient jdbc;
    private final Supplier<Set<Long>> alive;

    /** @param alive ids of the hub instances that live */
    public EndedInstances(JdbcClient jdbc, Supplier<Set<Long>> alive) {
        this.jdbc = jdbc;
        this.alive = alive;
    }

    /** Deletes those that started before and live no more; one with a worker's note stays until it is read. @return how many */
    public int delete(Instant startedBefore) {
        return jdbc.sql("""
                        delete from hub_instance r where r.started_at < ? and r.id <> all(?)
                           and not exists (select from worker_note n where n.owner = r.id)""")
                .params(startedBefore.atOffset(ZoneOffset.UTC), alive.get().toArray(Long[]::new))
                .update();
    }
}
