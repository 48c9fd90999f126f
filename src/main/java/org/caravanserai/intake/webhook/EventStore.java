package org.caravanserai.intake.webhook;

import java.util.List;

/** Where observations are committed: the inbox, seen from here. */
@FunctionalInterface
public interface EventStore {

    /**
     * Commits each on its own merits; returns after the commits, in the same order.
     *
     * @return whether each one was there already
     * @throws RuntimeException when the store is away: nothing may be answered as taken
     */
    List<Boolean> store(List<Observation> observations);
}
