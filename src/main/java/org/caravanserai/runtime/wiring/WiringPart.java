package org.caravanserai.runtime.wiring;

/** Binds one domain's beans. Runs once, after database and broker are up and before Camel is made. */
@FunctionalInterface
public interface WiringPart {

    void wire(Services services, Bindings bindings);
}
