package org.caravanserai.fulfil;

import java.util.List;

/** The beans of {@code routes/40-fulfil}. Each is called as its class, with a small first letter. */
public final class FulfilBeans {

    public static final List<Class<?>> CLASSES = List.of(DispatchMessages.class, TimerSweep.class);

    private FulfilBeans() {}
}
