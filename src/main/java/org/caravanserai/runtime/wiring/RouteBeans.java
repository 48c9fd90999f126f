package org.caravanserai.runtime.wiring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.caravanserai.allocate.AllocateBeans;
import org.caravanserai.api.ApiBeans;
import org.caravanserai.base.BeanName;
import org.caravanserai.fulfil.FulfilBeans;
import org.caravanserai.intake.IntakeBeans;
import org.caravanserai.notify.NotifyBeans;
import org.caravanserai.runtime.watch.WatchBeans;
import org.caravanserai.translate.TranslateBeans;

/** Every bean that a route may name, as the stages declare them: what a check knows without starting a hub. */
public final class RouteBeans {

    /** What Camel's own components look for: {@code sql:} its data source. */
    private static final List<Class<?>> FOR_COMPONENTS = List.of(DataSource.class);

    private RouteBeans() {}

    /**
     * By name, in the order of the stages.
     *
     * @throws IllegalStateException when two classes have one name
     */
    public static Map<String, Class<?>> all() {
        Map<String, Class<?>> named = new LinkedHashMap<>();
        Stream.of(
                        IntakeBeans.CLASSES,
                        TranslateBeans.CLASSES,
                        AllocateBeans.CLASSES,
                        FulfilBeans.CLASSES,
                        NotifyBeans.CLASSES,
                        ApiBeans.CLASSES,
                        WatchBeans.CLASSES,
                        FOR_COMPONENTS)
                .flatMap(List::stream)
                .forEach(type -> {
                    if (named.putIfAbsent(BeanName.of(type), type) != null) {
                        throw new IllegalStateException("two beans are called " + BeanName.of(type));
                    }
                });
        return named;
    }
}
