package org.caravanserai.runtime;

/** Wires the batch: translate, decide, apply, store. */
final class ProcessingWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        bindings.bind("hubProcessingWired", Boolean.TRUE);
    }
}
