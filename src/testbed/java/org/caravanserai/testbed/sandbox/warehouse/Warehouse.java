package org.caravanserai.testbed.sandbox.warehouse;

import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.caravanserai.testbed.sandbox.base.Options;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.state.Ids;
import org.caravanserai.testbed.sandbox.state.Journal;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * The warehouse as a process: {@code --broker tcp://127.0.0.1:61616 --locations MAIN,EAST --logins <file> --time-factor 20
 * --seed 42 --state <dir> --port 0 --pack-seconds 90}. Each location uses the broker with a login of its own: the file has a line
 * {@code MAIN = login password} for each; without it they come without any. Prints {@code WAREHOUSE READY port=NNNN}; its
 * ledger is at {@code GET /ledger} on loopback. It bears kills of itself and of the broker at any moment.
 */
public final class Warehouse implements AutoCloseable {

    private static final List<String> OPTIONS =
            List.of("broker", "logins", "locations", "time-factor", "seed", "state", "port", "pack-seconds");

    private final Journal journal;
    private final Depot depot;
    private final List<BrokerLoop> loops = new ArrayList<>();
    private final List<ActiveMQConnectionFactory> factories = new ArrayList<>();
    private final Server server;

    private Warehouse(Options options, Properties logins) throws Exception {
        SandboxClock clock = new SandboxClock(Clock.systemUTC(), Double.parseDouble(options.get("time-factor", "1")));
        String state = options.get("state", null);
        journal = state == null ? Journal.inMemory() : Journal.open(Path.of(state), "warehouse");
        Packer packer = new Packer(
                clock,
                new Ids(journal),
                Long.parseLong(options.get("seed", "42")),
                Duration.ofSeconds(Long.parseLong(options.get("pack-seconds", "90"))));
        depot = new Depot(journal, clock, packer);
        server = new Server(new InetSocketAddress("127.0.0.1", Integer.parseInt(options.get("port", "0"))));
        server.setHandler(new LedgerHandler());
        server.start();
        for (String location : options.need("locations").split(",")) {
            ActiveMQConnectionFactory factory =
                    factory(options.get("broker", "tcp://127.0.0.1:61616"), logins.getProperty(location, ""));
            factories.add(factory);
            loops.add(new BrokerLoop(location, factory, new QueueReader(location, depot)));
            loops.add(new BrokerLoop(location + " confirmations", factory, new ConfirmationSender(location, depot)));
        }
        loops.forEach(BrokerLoop::start);
    }

    /** @param login name and password with a blank between them; empty for none */
    private static ActiveMQConnectionFactory factory(String broker, String login) {
        String[] words = login.split(" ", 2);
        ActiveMQConnectionFactory factory = words.length == 2
                ? new ActiveMQConnectionFactory(broker, words[0], words[1])
                : new ActiveMQConnectionFactory(broker);
        // Breaking off at once and beginning anew is simpler and surer than the client's own resumption of a
        // transaction.
        factory.setReconnectAttempts(0);
        factory.setConsumerWindowSize(64 * 1024);
        return factory;
    }

    /**
     * Starts a warehouse in this process; the options are those of the command line.
     *
     * @throws IllegalArgumentException for a wrong option
     */
    public static Warehouse start(String... args) throws Exception {
        Options options = new Options(args, OPTIONS);
        Properties logins = new Properties();
        String file = options.get("logins", null);
        if (file != null) {
            try (Reader lines = Files.newBufferedReader(Path.of(file))) {
                logins.load(lines);
            }
        }
        return new Warehouse(options, logins);
    }

    public static void main(String[] args) throws Exception {
        Options.logAsSandbox();
        try {
            Warehouse warehouse = start(args);
            System.out.println("WAREHOUSE READY port=" + warehouse.port());
            warehouse.server.join();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** The port of the ledger. */
    public int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    private final class LedgerHandler extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            boolean ledger = request.getHttpURI().getCanonicalPath().equals("/ledger");
            Answer answer = ledger ? Answer.json(200, depot.ledger()) : Answer.empty(404);
            response.setStatus(answer.status());
            answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            response.write(true, ByteBuffer.wrap(answer.body()), callback);
            return true;
        }
    }

    @Override
    public void close() throws Exception {
        loops.forEach(BrokerLoop::close);
        factories.forEach(ActiveMQConnectionFactory::close);
        server.stop();
        journal.close();
    }
}
