package org.caravanserai.runtime.broker;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;
import org.caravanserai.access.LoginBook;
import org.caravanserai.base.ConfigException;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.SecretFiles;

/**
 * Artemis inside the hub's JVM: {@code vm://} for the hub, one TCP acceptor for warehouses and order sources. What a
 * consumer cannot take goes to {@code hub.dlq} and what nobody takes in time to {@code hub.expiry}; both exist from the
 * start, because Artemis drops silently where they do not.
 */
public final class EmbeddedBroker implements Broker {

    private static final AtomicInteger IN_VM_IDS = new AtomicInteger();
    private static final String ACCEPTOR = "tcp";
    private static final long MEGABYTE = 1L << 20;

    private final ActiveMQServer server;
    private final LoginSecurityManager security;
    private final ActiveMQConnectionFactory factory;
    private final String address;

    private EmbeddedBroker(
            ActiveMQServer server, LoginSecurityManager security, ActiveMQConnectionFactory factory, String address) {
        this.server = server;
        this.security = security;
        this.factory = factory;
        this.address = address;
    }

    /**
     * @param logins who may use it from the moment it listens
     * @throws ConfigException when the port is taken or the journal cannot be opened
     */
    static EmbeddedBroker start(BrokerSettings settings, SecretFiles secrets, LoginBook logins, MeterRegistry meters) {
        int id = IN_VM_IDS.incrementAndGet();
        checkPort(settings);
        // dispatches lie there with names and streets, in the clear
        Home.privateDirectory(settings.directory());
        LoginSecurityManager security = new LoginSecurityManager(secrets.get("broker-hub"), logins, meters);
        Configuration configuration = configuration(settings, id);
        BrokerRights.common().forEach(configuration::putSecurityRoles);
        logins.locations()
                .forEach(code ->
                        configuration.putSecurityRoles(QueueNames.fulfilment(code), BrokerRights.location(code)));
        logins.names()
                .forEach(login ->
                        configuration.putSecurityRoles(QueueNames.answers(login), BrokerRights.answers(login)));
        ActiveMQServer server =
                new ActiveMQServerImpl(configuration, ManagementFactory.getPlatformMBeanServer(), security);
        try {
            server.start();
            ActiveMQConnectionFactory factory =
                    new ActiveMQConnectionFactory("vm://" + id, BrokerRights.HUB, secrets.get("broker-hub"));
            EmbeddedBroker broker = new EmbeddedBroker(
                    server,
                    security,
                    factory,
                    settings.host().isEmpty() ? "" : "tcp://" + settings.host() + ":" + port(server));
            logins.names().forEach(broker::declareAnswers);
            return broker;
        } catch (Exception e) {
            throw new ConfigException(
                    "the embedded broker did not start in " + settings.directory() + ": " + e.getMessage(), e);
        }
    }

    public static Configuration configuration(BrokerSettings settings, int id) {
        ConfigurationImpl config = new ConfigurationImpl();
        config.setName("caravanserai-" + id);
        config.setPersistenceEnabled(true);
        config.setSecurityEnabled(true);
        // asked at every operation: what a login may no longer do, it cannot do once more
        config.setAuthenticationCacheSize(0);
        config.setAuthorizationCacheSize(0);
        // the broker writes on each message which login sent it; what a sender says of himself does not count
        config.setPopulateValidatedUser(true);
        config.setJMXManagementEnabled(true);
        config.setBrokerInstance(settings.directory().toFile());
        config.setJournalDirectory(settings.directory().resolve("journal").toString());
        config.setBindingsDirectory(settings.directory().resolve("bindings").toString());
        config.setPagingDirectory(settings.directory().resolve("paging").toString());
        config.setLargeMessagesDirectory(settings.directory().resolve("large").toString());
        // NIO everywhere, not libaio where it happens to be installed; its default of 3.3 ms allows 300 commits a
        // second
        config.setJournalType(JournalType.NIO);
        config.setJournalBufferTimeout_NIO(300_000);
        config.setJournalMinFiles(2);
        config.setJournalPoolFiles(4);
        config.setJournalFileSize(10 * (int) MEGABYTE);
        config.setGlobalMaxSize(100 * MEGABYTE);
        config.setMaxDiskUsage(settings.maxDiskUsage());
        config.setPersistIDCache(true);
        config.setIDCacheSize(20_000);
        // a stuck journal would hang the hub for ever with every message in it; halted, it is started again and
        // recovers
        config.setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.HALT);
        config.setScheduledThreadPoolMaxSize(5);
        config.setThreadPoolMaxSize(30);
        config.addAcceptorConfiguration(
                new TransportConfiguration(InVMAcceptorFactory.class.getName(), Map.of("serverId", id), "vm"));
        if (!settings.host().isEmpty()) {
            Map<String, Object> tcp =
                    new HashMap<>(Map.of("host", settings.host(), "port", settings.port(), "protocols", "CORE"));
            config.addAcceptorConfiguration(
                    new TransportConfiguration(NettyAcceptorFactory.class.getName(), tcp, ACCEPTOR));
        }
        addresses(config, settings);
        return config;
    }

    private static void addresses(ConfigurationImpl config, BrokerSettings settings) {
        for (String queue : QueueNames.QUEUES) {
            config.addAddressConfiguration(new CoreAddressConfiguration()
                    .setName(queue)
                    .addRoutingType(RoutingType.ANYCAST)
                    .addQueueConfiguration(queue(queue)));
        }
        config.addAddressConfiguration(
                new CoreAddressConfiguration().setName(QueueNames.EVENTS).addRoutingType(RoutingType.MULTICAST));
        AddressSettings all = base().setDeadLetterAddress(SimpleString.of(QueueNames.DEAD_LETTERS))
                .setExpiryAddress(SimpleString.of(QueueNames.EXPIRED))
                .setMaxDeliveryAttempts(settings.maxDeliveries())
                .setRedeliveryDelay(settings.redeliveryDelay().toMillis())
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(60_000);
        config.addAddressSetting("#", all);
        config.addAddressSetting(QueueNames.DEAD_LETTERS, base().setMaxDeliveryAttempts(-1));
        // an expired dispatch holds an address in plain text: it is kept a day for people to look, then gone
        config.addAddressSetting(
                QueueNames.EXPIRED, base().setMaxDeliveryAttempts(-1).setExpiryDelay(86_400_000L));
    }

    private static AddressSettings base() {
        return new AddressSettings()
                .setAutoCreateQueues(false)
                .setAutoCreateAddresses(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(20 * MEGABYTE)
                .setPageSizeBytes(5 * (int) MEGABYTE)
                .setPageLimitBytes(2048 * MEGABYTE)
                .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL);
    }

    private static QueueConfiguration queue(String name) {
        return QueueConfiguration.of(name)
                .setAddress(name)
                .setRoutingType(RoutingType.ANYCAST)
                .setDurable(true);
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return factory;
    }

    @Override
    public void declareQueue(String name) {
        try {
            server.createQueue(queue(name).setAutoCreateAddress(true).setAutoCreated(false), true);
        } catch (Exception e) {
            throw new IllegalStateException("cannot declare the queue " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean keepsLogins() {
        return true;
    }

    /** Also closes what slipped in with an older book: whoever calls this from time to time needs no lock around a login. */
    @Override
    public void admit(LoginBook book) {
        for (String code : book.locations()) {
            String queue = QueueNames.fulfilment(code);
            if (!server.getSecurityRepository().containsExactMatch(queue)) {
                server.getSecurityRepository().addMatch(queue, BrokerRights.location(code));
            }
        }
        security.admit(book);
        for (String login : book.names()) {
            String queue = QueueNames.answers(login);
            if (!server.getSecurityRepository().containsExactMatch(queue)) {
                server.getSecurityRepository().addMatch(queue, BrokerRights.answers(login));
            }
            if (server.locateQueue(queue) == null) {
                declareQueue(queue);
            }
        }
        for (ServerSession session : server.getSessions()) {
            if (session.getUsername() != null && !security.knows(session.getUsername(), session.getPassword())) {
                RemotingConnection connection = session.getRemotingConnection();
                server.getRemotingService().removeConnection(connection.getID());
                connection.fail(new ActiveMQSecurityException("the login " + session.getUsername()
                        + " was revoked or has another password; its connection is closed"));
            }
        }
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public boolean up() {
        return server.isActive() && !server.getPagingManager().isDiskFull();
    }

    @Override
    public void close() {
        factory.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker did not stop: " + e.getMessage(), e);
        }
    }

    private static int port(ActiveMQServer server) {
        return ((NettyAcceptor) server.getRemotingService().getAcceptor(ACCEPTOR)).getActualPort();
    }

    private static void checkPort(BrokerSettings settings) {
        if (settings.host().isEmpty() || settings.port() == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException e) {
            throw new ConfigException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + " (" + e.getMessage()
                            + "): hub.broker.listen needs a free host:port, port 0 takes any, none opens nothing",
                    e);
        }
    }
}
