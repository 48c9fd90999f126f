package org.caravanserai.runtime.wiring;

import java.util.List;

/** Which domains are wired, in this order; a later part may look up what an earlier one bound. */
public final class Wiring {

    private static final List<WiringPart> PARTS = List.of(
            new BrokerWiring(),
            new SharedWiring(),
            new IntakeWiring(),
            new ProcessingWiring(),
            new OutboxWiring(),
            new ChannelWiring(),
            new ApiWiring(),
            new HousekeepingWiring());

    private Wiring() {}

    public static Bindings wire(Services services) {
        Bindings bindings = new Bindings();
        PARTS.forEach(part -> part.wire(services, bindings));
        bindings.complete();
        return bindings;
    }
}
