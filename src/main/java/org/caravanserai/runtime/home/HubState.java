package org.caravanserai.runtime.home;

/** How far the start or the stop is. */
public final class HubState {

    public enum Phase {
        STARTING,
        READY,
        STOPPING
    }

    public volatile Phase phase = Phase.STARTING;

    public Phase phase() {
        return phase;
    }

    public void become(Phase next) {
        phase = next;
    }
}
