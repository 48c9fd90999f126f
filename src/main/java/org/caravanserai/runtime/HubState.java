package org.caravanserai.runtime;

/** How far the start or the stop is. */
final class HubState {

    enum Phase { STARTING, READY, STOPPING }

    private volatile Phase phase = Phase.STARTING;

    Phase phase() {
        return phase;
    }

    void become(Phase next) {
        phase = next;
    }
}
