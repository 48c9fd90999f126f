package org.caravanserai.cli.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.caravanserai.sandbox.warehouse.Warehouse;

/** The warehouses as one process, reached over the hub's broker. */
public final class DemoWarehouse implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Path directory;
    private final String classPath;
    private final String[] arguments;
    private final int port = Ports.free();
    private Child child;

    public DemoWarehouse(Path directory, String classPath, DemoHub hub, double timeFactor, long seed) {
        this.directory = directory;
        this.classPath = classPath;
        String locations = Catalogue.PLACES.stream().map(Catalogue.Place::code).collect(Collectors.joining(","));
        this.arguments = new String[] {"--broker", hub.brokerAddress(), "--user", "warehouse", "--password-file", hub.secret("broker-warehouse").toString(),
            "--locations", locations, "--time-factor", Double.toString(timeFactor), "--seed", Long.toString(seed), "--port", Integer.toString(port),
            "--state", directory.resolve("state").toString()};
    }

    public DemoWarehouse launch() {
        child = Child.start("warehouse", directory.resolve("warehouse.log"), classPath, DemoSandbox.JVM, Warehouse.class, arguments);
        return this;
    }

    public DemoWarehouse ready() {
        child.await(START, () -> child.printed("WAREHOUSE READY"));
        return this;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Control control() {
        return new Control(address(), null);
    }

    public Child child() {
        return child;
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }
}
