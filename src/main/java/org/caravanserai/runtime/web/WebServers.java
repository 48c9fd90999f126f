package org.caravanserai.runtime.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.caravanserai.base.ConfigException;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Jetty with two connectors: management answers from the first moment of the start to the last of the stop, business
 * accepts only while everything behind it is ready.
 */
public final class WebServers {

    private static final Logger LOG = LoggerFactory.getLogger(WebServers.class);
    private static final String BUSINESS = "business";
    private static final String MANAGEMENT = "management";

    private final WebSettings settings;
    private final Server server;
    public final ServerConnector management;
    private final ServerConnector business;
    private final ContextHandlerCollection contexts = new ContextHandlerCollection(true);
    private final GracefulHandler drain = new GracefulHandler(contexts);

    public WebServers(WebSettings settings) {
        this.settings = settings;
        QueuedThreadPool threads = new QueuedThreadPool(settings.threads(), Math.min(16, settings.threads()), 60_000);
        threads.setName("http");
        server = new Server(threads);
        server.setHandler(drain);
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(0);
        management = connector(MANAGEMENT, settings.managementHost(), settings.managementPort());
        business = connector(BUSINESS, settings.host(), settings.port());
        server.addConnector(management);
    }

    private ServerConnector connector(String name, String host, int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(settings.headerBytes());
        http.setIdleTimeout(settings.idleTimeout().toMillis());
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setName(name);
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        connector.setReuseAddress(true);
        return connector;
    }

    /** A context of the management connector; call before {@link #start}. */
    public void management(Handler context) {
        contexts.addHandler(context);
    }

    /** A servlet context for one of the connectors. */
    private ServletContextHandler context(
            String connector, String path, Map<String, Servlet> servlets, List<Filter> filters) {
        ServletContextHandler context = new ServletContextHandler(path, ServletContextHandler.NO_SESSIONS);
        context.setVirtualHosts(List.of("@" + connector));
        context.setErrorHandler(new PlainErrors.Ee10());
        filters.forEach(
                filter -> context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST)));
        servlets.forEach((spec, servlet) -> context.addServlet(
                new ServletHolder(servlet.getClass().getSimpleName() + spec.hashCode(), servlet), spec));
        return context;
    }

    public ServletContextHandler managementContext(String path, Map<String, Servlet> servlets, List<Filter> filters) {
        return context(MANAGEMENT, path, servlets, filters);
    }

    static List<String> managementHosts() {
        return List.of("@" + MANAGEMENT);
    }

    /** Opens the management connector. @throws ConfigException when its port is taken */
    public void start() {
        checkBusinessPort();
        try {
            open(management, "hub.management.port");
            server.start();
        } catch (ConfigException e) {
            throw e;
        } catch (Exception e) {
            throw new ConfigException("the web server did not start: " + e.getMessage(), e);
        }
    }

    /** Puts the business servlets in and accepts. @throws ConfigException when the port is taken */
    public void accept(Map<String, ServletHolder> servlets) {
        ServletContextHandler context = context(BUSINESS, "/", Map.of(), List.of(new SecurityHeaders()));
        servlets.forEach((path, servlet) -> context.addServlet(servlet, path));
        contexts.addHandler(context);
        try {
            context.start();
            open(business, "hub.http.port");
            server.addConnector(business);
            business.start();
        } catch (ConfigException e) {
            throw e;
        } catch (Exception e) {
            throw new ConfigException("the business connector did not start: " + e.getMessage(), e);
        }
    }

    /** Takes no further business connection and waits for the running requests. Management goes on. */
    public void drain() {
        if (!business.isRunning()) {
            return;
        }
        try {
            business.shutdown().get(settings.drain().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "some HTTP requests did not end within {} s",
                    settings.drain().toSeconds());
        } catch (ExecutionException e) {
            LOG.warn("draining HTTP: {}", e.getCause().toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            business.stop();
        } catch (Exception e) {
            LOG.warn("closing the business connector: {}", e.toString());
        }
    }

    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("stopping the web server: {}", e.toString());
        }
    }

    public int port() {
        return business.getLocalPort();
    }

    public int managementPort() {
        return management.getLocalPort();
    }

    QueuedThreadPool threads() {
        return (QueuedThreadPool) server.getThreadPool();
    }

    private static void open(ServerConnector connector, String key) {
        try {
            connector.open();
        } catch (IOException e) {
            throw taken(connector, key, e);
        }
    }

    /** Early, so that a taken port is told before a database is started for nothing. */
    private void checkBusinessPort() {
        if (settings.port() == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException e) {
            throw taken(business, "hub.http.port", e);
        }
    }

    private static ConfigException taken(ServerConnector connector, String key, IOException e) {
        return new ConfigException(
                "cannot listen on " + connector.getHost() + ":" + connector.getPort() + " (" + rootMessage(e) + "): "
                        + key + " needs a free port, 0 takes any",
                e);
    }

    private static String rootMessage(Throwable error) {
        return error.getCause() == null ? String.valueOf(error.getMessage()) : rootMessage(error.getCause());
    }
}
