package org.caravanserai.translate;

import java.util.List;

/** The beans of {@code routes/20-translate}. Each is called as its class, with a small first letter. */
public final class TranslateBeans {

    public static final List<Class<?>> CLASSES = List.of(EventReader.class, TranslateSteps.class);

    private TranslateBeans() {}
}
