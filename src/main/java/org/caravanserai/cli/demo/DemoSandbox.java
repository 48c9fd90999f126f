package org.caravanserai.cli.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.caravanserai.sandbox.Sandbox;

/** The sales channels as a process that can be killed and started again at the same address, with its memory. */
public final class DemoSandbox implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    static final List<String> JVM = List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlogback.configurationFile=sandbox/logback.xml");

    private final Path directory;
    private final String classPath;
    private final String[] arguments;
    private final int port = Ports.free();
    private Child child;

    public DemoSandbox(Path directory, String classPath, URI hub, double timeFactor, long seed, List<String> channels) {
        this.directory = directory;
        this.classPath = classPath;
        this.arguments = new String[] {"--port", Integer.toString(port), "--hub", hub.toString(), "--time-factor", Double.toString(timeFactor),
            "--seed", Long.toString(seed), "--state", directory.resolve("state").toString(), "--channels", String.join(",", channels)};
    }

    public DemoSandbox launch() {
        child = Child.start("sandbox", directory.resolve("sandbox.log"), classPath, JVM, Sandbox.class, arguments);
        return this;
    }

    public DemoSandbox ready() {
        child.await(START, () -> child.printed("SANDBOX READY"));
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
