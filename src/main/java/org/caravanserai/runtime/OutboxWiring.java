package org.caravanserai.runtime;

/** Wires what must happen outside: dispatch, status back, stock back, events. */
final class OutboxWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        bindings.bind("hubOutboxWired", Boolean.TRUE);
    }
}
