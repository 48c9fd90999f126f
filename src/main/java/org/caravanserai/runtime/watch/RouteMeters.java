package org.caravanserai.runtime.watch;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;

/** What JMX knows of each route, as metrics: exchanges, failures, in flight. */
public final class RouteMeters {

    @FunctionalInterface
    private interface Figure {
        long of(ManagedRouteMBean route) throws Exception;
    }

    private RouteMeters() {}

    /** Call once the routes are started; routes added later are not counted. */
    public static void bind(CamelContext context, MeterRegistry meters) {
        ManagedCamelContext managed = context.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        for (Route route : context.getRoutes()) {
            String id = route.getId();
            FunctionCounter.builder(
                            "camel.route.exchanges", managed, m -> read(m, id, ManagedRouteMBean::getExchangesTotal))
                    .description("exchanges completed or failed")
                    .tag("route", id)
                    .register(meters);
            FunctionCounter.builder(
                            "camel.route.failures", managed, m -> read(m, id, ManagedRouteMBean::getExchangesFailed))
                    .description("exchanges that failed")
                    .tag("route", id)
                    .register(meters);
            Gauge.builder("camel.route.inflight", managed, m -> read(m, id, ManagedRouteMBean::getExchangesInflight))
                    .description("exchanges under way")
                    .tag("route", id)
                    .register(meters);
        }
    }

    private static long read(ManagedCamelContext managed, String id, Figure figure) {
        ManagedRouteMBean route = managed.getManagedRoute(id);
        try {
            return route == null ? 0 : figure.of(route);
        } catch (Exception e) {
            return 0;
        }
    }
}
