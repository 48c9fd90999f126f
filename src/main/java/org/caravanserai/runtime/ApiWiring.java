package org.caravanserai.runtime;

/** Wires what people and systems ask: the REST interface. */
final class ApiWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        bindings.bind("hubApiWired", Boolean.TRUE);
    }
}
