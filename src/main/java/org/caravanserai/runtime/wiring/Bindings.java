package org.caravanserai.runtime.wiring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.health.HealthCheck;
import org.caravanserai.base.BeanName;
import org.caravanserai.base.ConfigException;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** What the domains hand to the runtime: beans for the routes, things to start and to stop, servlets, health checks. */
public final class Bindings {

    /** Something with a name to be run at a start or a stop. */
    public record Task(String name, TaskAction action) {}

    /** May fail; the failure is reported with the task's name. */
    @FunctionalInterface
    public interface TaskAction {
        void run() throws Exception;
    }

    /** Runs with the Camel context, before its routes are loaded. */
    @FunctionalInterface
    public interface ContextAction {
        void run(CamelContext context) throws Exception;
    }

    private final Map<String, Class<?>> declared = RouteBeans.all();
    private final Map<String, Object> registered = new LinkedHashMap<>();
    private final Map<Class<?>, Object> shared = new HashMap<>();
    public final Map<String, ServletHolder> servlets = new LinkedHashMap<>();
    public final List<ContextAction> contextActions = new ArrayList<>();
    public final List<Task> starts = new ArrayList<>();
    public final List<Task> stops = new ArrayList<>();
    public final List<HealthCheck> checks = new ArrayList<>();

    /**
     * A bean that routes name: it is called as its class, with a small first letter.
     *
     * @throws ConfigException when its stage has not declared it, or it was bound before
     */
    public Bindings bean(Object bean) {
        String name = BeanName.of(bean.getClass());
        if (declared.get(name) != bean.getClass()) {
            throw new ConfigException(bean.getClass().getName() + " is no declared bean of any stage");
        }
        shared.putIfAbsent(bean.getClass(), bean);
        return register(name, bean);
    }

    /** A component, by the scheme of its endpoints: {@code inbox} for {@code inbox:process}. */
    public Bindings component(String scheme, Component component) {
        return register(scheme, component);
    }

    /** Something that Camel's own components look for by its type, like the data source of {@code sql:}. */
    public <T> Bindings forComponents(Class<T> type, T bean) {
        return register(BeanName.of(type), bean);
    }

    private Bindings register(String name, Object bean) {
        if (registered.putIfAbsent(name, bean) != null) {
            throw new ConfigException("two beans are called " + name);
        }
        return this;
    }

    /** What later parts of the wiring need; no route can name it. */
    public <T> Bindings share(Class<T> type, T object) {
        if (shared.putIfAbsent(type, object) != null) {
            throw new ConfigException("two parts share a " + type.getName());
        }
        return this;
    }

    /** What an earlier part has shared, or bound as a bean. */
    public <T> T shared(Class<T> type) {
        Object object = shared.get(type);
        if (object == null) {
            throw new ConfigException("no part before this one shares a " + type.getName());
        }
        return type.cast(object);
    }

    /** @throws ConfigException when a bean that a stage declares was bound by nobody */
    void complete() {
        Set<String> missing = new TreeSet<>(declared.keySet());
        missing.removeAll(registered.keySet());
        if (!missing.isEmpty()) {
            throw new ConfigException("nobody binds the beans " + String.join(", ", missing));
        }
    }

    /** To be done with the Camel context before routes are loaded: interceptors, converters, components' settings. */
    public Bindings onContext(ContextAction action) {
        contextActions.add(action);
        return this;
    }

    /** To be started after the routes and before HTTP accepts. In order. */
    public Bindings onStart(String name, TaskAction action) {
        starts.add(new Task(name, action));
        return this;
    }

    /** To be stopped after the routes, last bound first. */
    public Bindings onStop(String name, TaskAction action) {
        stops.add(0, new Task(name, action));
        return this;
    }

    /**
     * A servlet of the business connector.
     *
     * @param path where, like {@code /webhooks/*}
     * @param servlet its name is what a route's {@code servletName} refers to
     */
    public Bindings servlet(String path, ServletHolder servlet) {
        if (servlets.putIfAbsent(path, servlet) != null) {
            throw new ConfigException("two servlets serve " + path);
        }
        return this;
    }

    /** A health check; its own methods say whether it counts for liveness, readiness or both. */
    public Bindings health(HealthCheck check) {
        checks.add(check);
        return this;
    }

    /** All that goes into the Camel registry, by name. */
    public void eachBean(BiConsumer<String, Object> action) {
        registered.forEach(action);
    }

    public Map<String, ServletHolder> servlets() {
        return servlets;
    }

    public List<ContextAction> contextActions() {
        return contextActions;
    }

    public List<Task> starts() {
        return starts;
    }

    public List<Task> stops() {
        return stops;
    }

    public List<HealthCheck> checks() {
        return checks;
    }
}
