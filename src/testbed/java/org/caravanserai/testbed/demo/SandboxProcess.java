package org.caravanserai.testbed.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.caravanserai.testbed.process.ClassPath;
import org.caravanserai.testbed.sandbox.Sandbox;
import org.caravanserai.testbed.sandbox.warehouse.Warehouse;

/** Somebody the hub works with, as a process that can be killed and started again at the same address, with its memory. */
public final class SandboxProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final List<String> JVM = List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=sandbox/logback.xml");

    private final String name;
    private final Class<?> main;
    private final Path directory;
    private final List<String> arguments = new ArrayList<>();
    private final int port = Ports.free();
    private Child child;

    private SandboxProcess(String name, Class<?> main, Path directory, double timeFactor, long seed, String... more) {
        this.name = name;
        this.main = main;
        this.directory = directory;
        arguments.addAll(List.of(
                "--port",
                Integer.toString(port),
                "--time-factor",
                Double.toString(timeFactor),
                "--seed",
                Long.toString(seed),
                "--state",
                directory.resolve("state").toString()));
        arguments.addAll(List.of(more));
    }

    /** The sales channels. */
    static SandboxProcess channels(Path directory, URI hub, double timeFactor, long seed, List<String> channels) {
        return new SandboxProcess(
                "sandbox",
                Sandbox.class,
                directory,
                timeFactor,
                seed,
                "--hub",
                hub.toString(),
                "--channels",
                String.join(",", channels));
    }

    /** The warehouses as one process, reached over the hub's broker, each with the login that {@link HubSetup} made for it. */
    static SandboxProcess warehouse(Path directory, DemoHub hub, double timeFactor, long seed) {
        String locations = Catalogue.PLACES.stream().map(Catalogue.Place::code).collect(Collectors.joining(","));
        return new SandboxProcess(
                "warehouse",
                Warehouse.class,
                directory,
                timeFactor,
                seed,
                "--broker",
                hub.brokerAddress(),
                "--logins",
                logins(directory).toString(),
                "--locations",
                locations);
    }

    /** The file with the logins of the warehouses. */
    static Path logins(Path directory) {
        return directory.resolve("logins");
    }

    public SandboxProcess launch() {
        child = Child.start(
                name,
                directory.resolve(name + ".log"),
                ClassPath.testbed(),
                JVM,
                main,
                arguments.toArray(String[]::new));
        return this;
    }

    public SandboxProcess ready() {
        child.await(START, () -> child.printed(name.toUpperCase(java.util.Locale.ROOT) + " READY"));
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
