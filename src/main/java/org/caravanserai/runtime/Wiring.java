package org.caravanserai.runtime;

import java.util.List;

/** Which domains are wired, in this order; a later part may look up what an earlier one bound. */
final class Wiring {

    private static final List<WiringPart> PARTS = List.of(new BrokerWiring(), new SharedWiring(), new IntakeWiring(), new ProcessingWiring(),
            new OutboxWiring(), new ChannelWiring(), new ApiWiring(), new HousekeepingWiring());

    private Wiring() {
    }

    static Bindings wire(Services services) {
        Bindings bindings = new Bindings();
        PARTS.forEach(part -> part.wire(services, bindings));
        return bindings;
    }
}
