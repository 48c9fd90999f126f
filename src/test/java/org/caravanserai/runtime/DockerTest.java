package org.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.caravanserai.access.LoginBook;
import org.caravanserai.runtime.broker.BrokerRights;
import org.caravanserai.runtime.broker.BrokerSettings;
import org.caravanserai.runtime.broker.EmbeddedBroker;
import org.caravanserai.runtime.broker.ExternalBroker;
import org.caravanserai.runtime.broker.LoginSecurityManager;
import org.caravanserai.runtime.broker.QueueNames;
import org.caravanserai.runtime.home.Credentials;
import org.caravanserai.runtime.home.SecretFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container files against the program: no engine runs them here, so what can drift apart is compared. */
class DockerTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    Path directory;

    @Test
    void everyVariableOfTheHubIsOneOfItsKeys() throws Exception {
        Properties keys = new Properties();
        try (InputStream stream = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            keys.load(stream);
        }
        Set<String> known = new TreeSet<>(Set.of("HUB_HOME"));
        keys.stringPropertyNames().stream()
                .filter(key -> key.startsWith("hub."))
                .forEach(key -> known.add(variable(key)));

        JsonNode compose = YAML.readTree(Path.of("docker/compose.yaml").toFile());
        Set<String> used = new TreeSet<>();
        compose.at("/services/hub/environment").fieldNames().forEachRemaining(used::add);
        Pattern.compile("\\bHUB_[A-Z_]+")
                .matcher(Files.readString(Path.of("docker/Dockerfile")))
                .results()
                .forEach(match -> used.add(match.group()));

        assertThat(used).hasSizeGreaterThan(10);
        assertThat(known).containsAll(used);
    }

    private static String variable(String key) {
        return key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    @Test
    void everyMountedFileAndSecretExistsOrIsPrepared() throws Exception {
        JsonNode compose = YAML.readTree(Path.of("docker/compose.yaml").toFile());
        String prepare = Files.readString(Path.of("docker/prepare"));
        for (JsonNode service : compose.get("services")) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().split(":")[0];
                if (source.startsWith("./secrets/")) {
                    assertThat(prepare).contains(source.substring("./".length()));
                } else if (source.startsWith("./")) {
                    assertThat(Path.of("docker", source)).exists();
                } else {
                    assertThat(compose.get("volumes").has(source)).as(source).isTrue();
                }
            }
            for (JsonNode secret : service.path("secrets")) {
                assertThat(compose.get("secrets").has(secret.asText()))
                        .as(secret.asText())
                        .isTrue();
                assertThat(prepare).contains(secret.asText());
            }
        }
        String dockerfile = Files.readString(Path.of("docker/Dockerfile"));
        Pattern.compile("^COPY ([a-z./]+) ", Pattern.MULTILINE)
                .matcher(dockerfile)
                .results()
                .forEach(copy ->
                        assertThat(Path.of(copy.group(1))).as(copy.group()).exists());
        for (String part : List.of("routes", "transformers", "rules")) {
            assertThat(dockerfile.contains("COPY " + part + " ")).as(part).isEqualTo(Files.exists(Path.of(part)));
        }
        assertThat(compose.at("/networks/inside/internal").asBoolean()).isTrue();
        assertThat(dockerfile).contains("USER hub", "HEALTHCHECK");
    }

    @Test
    void theExternalBrokerHasTheQueuesSettingsAndRightsOfTheEmbeddedOne() throws Exception {
        Configuration embedded = EmbeddedBroker.configuration(
                new BrokerSettings(directory, "127.0.0.1", 0, 10, Duration.ofSeconds(1), 90), 999);
        Configuration external = external();

        assertThat(queues(external))
                .isEqualTo(queues(embedded))
                .contains("hub.orders.in/hub.orders.in ANYCAST", "hub.events MULTICAST");
        assertThat(external.getAddressSettings()).isEqualTo(embedded.getAddressSettings());
        assertThat(external.getJournalBufferTimeout_NIO()).isEqualTo(embedded.getJournalBufferTimeout_NIO());
        assertThat(external.getJournalType()).isEqualTo(embedded.getJournalType());
        assertThat(external.getJournalFileSize()).isEqualTo(embedded.getJournalFileSize());
        assertThat(external.getMaxDiskUsage()).isEqualTo(embedded.getMaxDiskUsage());
        assertThat(external.getGlobalMaxSize()).isEqualTo(embedded.getGlobalMaxSize());
        assertThat(external.getIDCacheSize()).isEqualTo(embedded.getIDCacheSize());
        assertThat(external.getCriticalAnalyzerPolicy()).isEqualTo(embedded.getCriticalAnalyzerPolicy());
        assertThat(rights(external.getSecurityRoles())).isEqualTo(withDeclaringHub(rights(BrokerRights.common())));
    }

    /** Over the wire the hub must make its locations' queues itself; everything else is the same, and "#" needs no entry to be closed. */
    private static Map<String, String> withDeclaringHub(Map<String, String> rights) {
        rights.remove("#");
        for (String declared : List.of("hub.fulfilment.#", "hub.custom.#")) {
            rights.computeIfPresent(
                    declared,
                    (match, text) ->
                            text.replace("hub send consume", "hub send consume createAddress createDurableQueue"));
        }
        return rights;
    }

    @Test
    void theHubDeclaresALocationAtTheExternalBroker() throws Exception {
        SecretFiles secrets = new SecretFiles(directory.resolve("secrets"));
        Configuration configuration = external();
        configuration.setBrokerInstance(directory.toFile());
        configuration.getAcceptorConfigurations().clear();
        configuration.addAcceptorConfiguration(new TransportConfiguration(
                NettyAcceptorFactory.class.getName(),
                Map.of("host", "127.0.0.1", "port", 0, "protocols", "CORE"),
                "tcp"));
        ActiveMQServer server = new ActiveMQServerImpl(
                configuration,
                new LoginSecurityManager(secrets.get("broker-hub"), LoginBook.EMPTY, new SimpleMeterRegistry()));
        server.start();
        try {
            String url = "tcp://127.0.0.1:"
                    + ((NettyAcceptor) server.getRemotingService().getAcceptor("tcp")).getActualPort();
            try (ExternalBroker broker = new ExternalBroker(url, new Credentials("hub", secrets.get("broker-hub")))) {
                broker.declareLocation("MAIN");
                broker.declareLocation("MAIN");
                broker.declareQueue("hub.custom.copies");
                broker.declareQueue("hub.custom.copies");
                assertThat(broker.up()).isTrue();
                try (Connection connection = broker.connectionFactory().createConnection();
                        Session session = connection.createSession()) {
                    session.createProducer(session.createQueue(QueueNames.fulfilment("MAIN")))
                            .send(session.createTextMessage("pick"));
                }
            }
            assertThat(server.locateQueue("hub.custom.copies")).isNotNull();
            assertThat(server.locateQueue("hub.fulfilment.MAIN").getMessageCount())
                    .isEqualTo(1);
        } finally {
            server.stop();
        }
    }

    private static Configuration external() throws Exception {
        FileConfiguration configuration = new FileConfiguration();
        FileDeploymentManager files = new FileDeploymentManager(
                Path.of("docker/artemis/broker.xml").toUri().toString());
        files.addDeployable(configuration);
        files.readConfiguration();
        return configuration;
    }

    private static Set<String> queues(Configuration configuration) {
        Set<String> names = new TreeSet<>();
        configuration.getAddressConfigurations().forEach(address -> {
            if (address.getQueueConfigs().isEmpty()) {
                names.add(address.getName() + " "
                        + String.join(
                                ",",
                                address.getRoutingTypes().stream()
                                        .map(Enum::name)
                                        .toList()));
            }
            address.getQueueConfigs()
                    .forEach(queue ->
                            names.add(address.getName() + "/" + queue.getName() + " " + queue.getRoutingType()));
        });
        return names;
    }

    private static Map<String, String> rights(Map<String, Set<Role>> roles) {
        Map<String, String> text = new TreeMap<>();
        roles.forEach((match, set) -> text.put(
                match,
                String.join(
                        "; ", new TreeSet<>(set.stream().map(DockerTest::right).toList()))));
        return text;
    }

    private static String right(Role role) {
        Map<String, Boolean> rights = new java.util.LinkedHashMap<>();
        rights.put("send", role.isSend());
        rights.put("consume", role.isConsume());
        rights.put("createAddress", role.isCreateAddress());
        rights.put("createDurableQueue", role.isCreateDurableQueue());
        rights.put("deleteAddress", role.isDeleteAddress());
        rights.put("deleteDurableQueue", role.isDeleteDurableQueue());
        rights.put("createNonDurableQueue", role.isCreateNonDurableQueue());
        rights.put("deleteNonDurableQueue", role.isDeleteNonDurableQueue());
        rights.put("manage", role.isManage());
        rights.put("browse", role.isBrowse());
        List<String> has = rights.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        return role.getName() + " " + String.join(" ", has);
    }
}
