package org.caravanserai.runtime.wiring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.caravanserai.base.ConfigException;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** What the domains hand to the runtime: beans for the routes, things to start and to stop, servlets, health checks. */
public final class Bindings {

    /** Something with a name to be run at a start or a stop. */
    public record Task(String name, Action action) {}

    /** May fail; the failure is reported with the task's name. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /** Runs with the Camel context, before its routes are loaded. */
    @FunctionalInterface
    public interface ContextAction {
        void run(CamelContext context) throws Exception;
    }

    private final Map<String, Object> beans = new LinkedHashMap<>();
    public final Map<String, ServletHolder> servlets = new LinkedHashMap<>();
    public final List<ContextAction> contextActions = new ArrayList<>();
    public final List<Task> starts = new ArrayList<>();
    public final List<Task> stops = new ArrayList<>();
    public final List<HealthCheck> checks = new ArrayList<>();

    /** A bean of the Camel registry: {@code bean: {ref: name}} in a route, or a component when it is one. */
    public Bindings bind(String name, Object bean) {
        if (beans.putIfAbsent(name, bean) != null) {
            throw new ConfigException("two beans are called " + name);
        }
        return this;
    }

    /** A bean bound before, by an earlier part. */
    public <T> T bean(String name, Class<T> type) {
        Object bean = beans.get(name);
        if (bean == null) {
            throw new ConfigException("no bean " + name + " was bound before");
        }
        return type.cast(bean);
    }

    /** To be done with the Camel context before routes are loaded: interceptors, converters, components' settings. */
    public Bindings onContext(ContextAction action) {
        contextActions.add(action);
        return this;
    }

    /** To be started after the routes and before HTTP accepts. In order. */
    public Bindings onStart(String name, Action action) {
        starts.add(new Task(name, action));
        return this;
    }

    /** To be stopped after the routes, last bound first. */
    public Bindings onStop(String name, Action action) {
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

    public void eachBean(BiConsumer<String, Object> action) {
        beans.forEach(action);
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
