package org.caravanserai.testbed.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.caravanserai.testbed.sandbox.base.Options;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.control.Control;
import org.caravanserai.testbed.sandbox.front.Front;
import org.caravanserai.testbed.sandbox.state.Journal;
import org.caravanserai.testbed.sandbox.traffic.Traffic;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The sales channels as one process: {@code --port 0 --hub http://127.0.0.1:8080 --time-factor 20 --seed 42
 * --state <dir> --channels shopify,...}. Prints {@code SANDBOX READY port=NNNN} when it listens on loopback. With
 * {@code --state} a kill loses nothing; without, everything is forgotten at the end.
 */
public final class Sandbox implements AutoCloseable {

    private static final List<String> OPTIONS = List.of("port", "hub", "time-factor", "seed", "state", "channels");

    private final World world;
    private final Server server;
    private final ServerConnector connector;

    private Sandbox(World world, int port, List<String> channels) throws Exception {
        this.world = world;
        for (String channel : channels) {
            world.add(Channels.create(channel, world));
        }
        QueuedThreadPool threads = new QueuedThreadPool(100, 4);
        threads.setName("sandbox-http");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        // A SKU in a path may hold a slash or a percent sign.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "encoded-slashes",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setReuseAddress(true);
        server.addConnector(connector);
        Traffic traffic = new Traffic(world);
        server.setHandler(new Front(world, new Control(world, traffic, this::port)));
        server.start();
        world.deliverer().resume();
        traffic.resume();
    }

    /**
     * Starts a sandbox in this process.
     *
     * @param port  0 for any free one
     * @param hub   where webhooks go
     * @param state directory of the journal; null to keep nothing
     */
    public static Sandbox start(int port, URI hub, SandboxClock clock, long seed, Path state, List<String> channels)
            throws Exception {
        Journal journal = state == null ? Journal.inMemory() : Journal.open(state, "sandbox");
        return new Sandbox(new World(clock, journal, hub, seed), port, channels);
    }

    public static void main(String[] args) throws Exception {
        Options.logAsSandbox();
        Sandbox sandbox;
        try {
            Options options = new Options(args, OPTIONS);
            String state = options.get("state", null);
            sandbox = start(
                    Integer.parseInt(options.get("port", "0")),
                    URI.create(options.get("hub", "http://127.0.0.1:8080")),
                    new SandboxClock(Clock.systemUTC(), Double.parseDouble(options.get("time-factor", "1"))),
                    Long.parseLong(options.get("seed", "42")),
                    state == null ? null : Path.of(state),
                    List.of(options.get("channels", String.join(",", Channels.ALL))
                            .split(",")));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.out.println("SANDBOX READY port=" + sandbox.port());
        sandbox.server.join();
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    public World world() {
        return world;
    }

    @Override
    public void close() throws Exception {
        server.stop();
        world.close();
    }
}
