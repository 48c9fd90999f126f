package org.caravanserai.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.caravanserai.base.ConfigException;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.wiring.Bindings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Camel with the routes of {@code hub.routes} and the beans of the wiring. */
final class HubCamel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubCamel.class);

    /** What log steps of routes are logged as, so that the log configuration reaches all of them. */
    private static final String LOG_NAME = "routes.${routeId}";

    private final Main main = new Main();

    /** @throws ConfigException when a route cannot be read or started; Camel's message names file and line */
    HubCamel(
            Home home, Properties settings, Bindings bindings, Iterable<HealthCheck> checks, Duration shutdownTimeout) {
        main.setOverrideProperties(settings);
        bindings.eachBean(main::bind);
        // Camel's health registry finds checks among the beans
        checks.forEach(check -> main.bind("health-" + check.getId(), check));
        bindings.checks().forEach(check -> main.bind("health-" + check.getId(), check));
        Path routes = home.resolve(Path.of(settings.getProperty("hub.routes")));
        if (Files.isDirectory(routes)) {
            main.configure().withRoutesIncludePattern("file:" + routes + "/**/*.yaml");
        } else {
            LOG.warn("there are no routes: {} is no directory (hub.routes)", routes);
        }
        main.configure().withShutdownTimeout((int) Math.max(1, shutdownTimeout.toSeconds()));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport started) {
                prepare(started.getCamelContext(), bindings);
            }
        });
    }

    private static void prepare(CamelContext context, Bindings bindings) {
        context.getGlobalOptions().put(Exchange.LOG_EIP_NAME, LOG_NAME);
        for (Bindings.ContextAction action : bindings.contextActions()) {
            try {
                action.run(context);
            } catch (Exception e) {
                throw new ConfigException("cannot prepare Camel: " + e.getMessage(), e);
            }
        }
    }

    void start() {
        try {
            main.start();
        } catch (ConfigException e) {
            throw e;
        } catch (Exception e) {
            throw new ConfigException("the routes cannot be started: " + causes(e), e);
        }
    }

    private static String causes(Throwable error) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : " <- ").append(cause.getMessage());
        }
        return text.toString();
    }

    /** {@code null} until it was started. */
    CamelContext context() {
        return main.getCamelContext();
    }

    /** Lets every exchange under way end, within the shutdown timeout. */
    @Override
    public void close() {
        main.stop();
    }
}
