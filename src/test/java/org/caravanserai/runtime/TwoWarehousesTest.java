package org.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.caravanserai.base.Json;
import org.caravanserai.cli.HubCommand;
import org.caravanserai.testbed.demo.Control;
import org.caravanserai.testing.HubChild;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two warehouses of one running hub, each over TCP with a login of its own that was made while the hub ran: neither reads,
 * browses nor confirms what is the other's.
 */
class TwoWarehousesTest {

    private static final String MAIN = "hub.fulfilment.MAIN";
    private static final String EAST = "hub.fulfilment.EAST";
    private static final String ANSWERS_OF_MAIN = "hub.answers.warehouse-main";

    @TempDir
    Path home;

    private HubChild hub;
    private Control api;
    private String token;

    @BeforeEach
    void aHubWithAnOrderForEach() {
        hub = HubChild.start(home, Map.of());
        Pattern shown = Pattern.compile("admin token\\s+(\\S+)");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> shown.matcher(hub.output()).find());
        Matcher printed = shown.matcher(hub.output());
        assertThat(printed.find()).isTrue();
        token = printed.group(1);
        api = new Control(URI.create("http://127.0.0.1:" + hub.run().http()), token);
        api.put("/api/v1/locations/MAIN", json("{'name':'Main'}"));
        api.put("/api/v1/locations/EAST", json("{'name':'East'}"));
        api.put("/api/v1/items/MUG", json("{}"));
        api.put("/api/v1/items/TEA", json("{}"));
        api.post("/api/v1/accounts", json("{'channel':'b2b','account':'one','mode':'live'}"));
        api.put(
                "/api/v1/stock",
                json("{'reference':'opening','asOf':'" + now()
                        + "','levels':[{'sku':'MUG','location':'MAIN','onHand':5},"
                        + "{'sku':'TEA','location':'EAST','onHand':5}]}"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("/api/v1/stock").path("levels").size() == 2);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void neitherReadsBrowsesNorConfirmsWhatIsTheOthers() throws Exception {
        ConnectionFactory orders = made("orders", "login", "create", "orders", "--role", "orders");
        ConnectionFactory cases = made("cases", "login", "create", "cases", "--role", "exceptions");
        ConnectionFactory main = made("warehouse-main", "location", "login", "MAIN");
        ConnectionFactory east = made("warehouse-east", "location", "login", "EAST");
        send(orders, "hub.orders.in", order("1", "MUG"), "b2b", "one");
        send(orders, "hub.orders.in", order("2", "TEA"), "b2b", "one");
        // the queue of a new location is there within seconds
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(JMSException.class)
                .until(() ->
                        browse(main, MAIN).size() == 1 && browse(east, EAST).size() == 1);

        for (ThrowingUse use : List.<ThrowingUse>of(
                () -> receive(main, EAST),
                () -> browse(main, EAST),
                () -> send(main, EAST, "{}"),
                () -> receive(east, MAIN),
                () -> browse(east, MAIN),
                () -> send(east, MAIN, "{}"),
                () -> receive(east, "hub.exceptions"),
                () -> receive(orders, MAIN),
                () -> receive(east, ANSWERS_OF_MAIN),
                () -> browse(east, ANSWERS_OF_MAIN),
                () -> send(east, ANSWERS_OF_MAIN, "{}"),
                () -> send(cases, "hub.shipments.in", "{}"))) {
            assertThatThrownBy(use::run).isInstanceOf(JMSException.class);
        }
        String dispatch = json(receive(main, MAIN)).path("dispatchId").asText();

        send(east, "hub.shipments.in", shipment("stolen", dispatch));
        await().atMost(Duration.ofSeconds(20)).until(() -> foreign("open").size() == 1);
        assertThat(foreign("open").get(0).path("summary").asText())
                .isEqualTo("Login warehouse-east, which is one of EAST, sent shipment stolen about dispatch " + dispatch
                        + " for MAIN");
        assertThat(state("1")).isEqualTo("RELEASED");
        assertThat(receive(cases, "hub.exceptions")).contains("3pl.foreign_location", "warehouse-east");

        sendWishingAnAnswerAt(EAST, main, "hub.shipments.in", shipment("mine", dispatch));
        await().atMost(Duration.ofSeconds(20)).until(() -> state("1").equals("SHIPPED"));
        assertThat(foreign("resolved")).hasSize(1);
        assertThat(state("2")).isEqualTo("RELEASED");
        JsonNode answer = json(receive(main, ANSWERS_OF_MAIN));
        assertThat(answer.path("reference").asText()).isEqualTo("mine");
        assertThat(answer.path("result").asText()).isEqualTo("applied");
        assertThat(browse(east, EAST)).as("only its dispatch").hasSize(1);
        assertThat(metrics()).containsPattern("hub_broker_refused_total\\{why=\"right\"} [1-9]");
    }

    @Test
    void aLoginThatIsRevokedOrGetsAnotherPasswordIsOutAtOnce() throws Exception {
        ConnectionFactory first = made("warehouse-main", "location", "login", "MAIN");
        // the queue of a new location is there within seconds
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(JMSException.class)
                .until(() -> browse(first, MAIN).isEmpty());
        try (Waiting waiting = new Waiting(first, MAIN)) {
            ConnectionFactory second = made("warehouse-main", "location", "login", "MAIN", "--rotate");
            waiting.awaitThrownOut();
            assertThatThrownBy(() -> browse(first, MAIN)).isInstanceOf(JMSException.class);
            try (Waiting again = new Waiting(second, MAIN)) {
                assertThat(cli("location", "login", "MAIN", "--revoke")).isEmpty();
                again.awaitThrownOut();
                assertThatThrownBy(() -> browse(second, MAIN)).isInstanceOf(JMSException.class);
            }
        }
        ConnectionFactory third = made("warehouse-main", "location", "login", "MAIN");
        assertThat(browse(third, MAIN)).isEmpty();
        assertThat(hub.output()).doesNotContain(" ERROR ");
    }

    private interface ThrowingUse {
        void run() throws Exception;
    }

    /** A consumer that stays, and notices when its connection is taken away. */
    private static final class Waiting implements AutoCloseable {

        private final CountDownLatch thrownOut = new CountDownLatch(1);
        private final Connection connection;

        Waiting(ConnectionFactory factory, String queue) throws JMSException {
            connection = started(factory);
            connection.setExceptionListener(failure -> thrownOut.countDown());
            Session session = connection.createSession();
            session.createConsumer(session.createQueue(queue));
        }

        void awaitThrownOut() throws InterruptedException {
            assertThat(thrownOut.await(10, TimeUnit.SECONDS))
                    .as("its connection is closed")
                    .isTrue();
        }

        @Override
        public void close() throws JMSException {
            connection.close();
        }
    }

    /** A factory with the password that a command has printed. */
    private ConnectionFactory made(String login, String... command) {
        String password = cli(command);
        assertThat(password).hasSize(32);
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory(hub.run().broker(), login, password);
        factory.setReconnectAttempts(0);
        return factory;
    }

    private String cli(String... command) {
        String before = System.getProperty("hub.home");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            List<String> all = new ArrayList<>(List.of(command));
            all.addAll(List.of("--home", home.toString(), "--token", token));
            assertThat(HubCommand.commandLine()
                            .setOut(new PrintWriter(out))
                            .setErr(new PrintWriter(err))
                            .execute(all.toArray(String[]::new)))
                    .as(err.toString())
                    .isZero();
            return out.toString().strip();
        } finally {
            if (before == null) {
                System.clearProperty("hub.home");
            } else {
                System.setProperty("hub.home", before);
            }
        }
    }

    private JsonNode foreign(String state) {
        return api.get("/api/v1/exceptions?code=3pl.foreign_location&state=" + state)
                .path("cases");
    }

    private String state(String number) {
        return api.get("/api/v1/orders?q=" + number).at("/orders/0/state").asText();
    }

    private String metrics() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + hub.run().management() + "/observe/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Connection started(ConnectionFactory factory) throws JMSException {
        Connection connection = factory.createConnection();
        connection.start();
        return connection;
    }

    private static void send(ConnectionFactory factory, String queue, String text, String... account)
            throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            var message = session.createTextMessage(text);
            if (account.length == 2) {
                message.setStringProperty("hubChannel", account[0]);
                message.setStringProperty("hubAccount", account[1]);
            }
            session.createProducer(session.createQueue(queue)).send(message);
        }
    }

    private static void sendWishingAnAnswerAt(String replyTo, ConnectionFactory factory, String queue, String text)
            throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            var message = session.createTextMessage(text);
            message.setJMSReplyTo(session.createQueue(replyTo));
            session.createProducer(session.createQueue(queue)).send(message);
        }
    }

    private static String receive(ConnectionFactory factory, String queue) throws JMSException {
        try (Connection connection = started(factory);
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            var message = consumer.receive(10_000);
            assertThat(message).as("a message on " + queue).isNotNull();
            return message.isBodyAssignableTo(String.class)
                    ? message.getBody(String.class)
                    : new String(message.getBody(byte[].class), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static List<?> browse(ConnectionFactory factory, String queue) throws JMSException {
        try (Connection connection = started(factory);
                Session session = connection.createSession();
                var browser = session.createBrowser(session.createQueue(queue))) {
            return Collections.list(browser.getEnumeration());
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.startsWith("{'") ? text.replace('\'', '"') : text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static String shipment(String reference, String dispatch) {
        return json("{'schema':'shipment.v1','reference':'" + reference + "','dispatchId':'" + dispatch
                        + "','shippedAt':'" + now() + "','parcels':[{'carrier':'ups','trackingNumber':'1Z1',"
                        + "'lines':[{'line':1,'quantity':1}]}]}")
                .toString();
    }

    private static String order(String id, String sku) {
        return json("{'schema':'order.v1','channel':'b2b','orderId':'" + id + "','number':'" + id + "','rawRef':'" + id
                        + "','references':{},'version':'" + now() + "','placedAt':'" + now() + "','paidAt':'" + now()
                        + "','shipBy':null,'deliverBy':null,'status':'open','channelStatus':{'payment':'paid','fulfilment':null,'order':null},"
                        + "'cancellation':null,'fulfilledBy':'merchant','programs':[],'tags':[],"
                        + "'serviceLevel':{'level':'standard','channel':'Standard'},'test':false,'gift':false,'currency':'USD',"
                        + "'presentmentCurrency':'USD','taxesIncluded':false,'taxRemittedBy':null,"
                        + "'totals':{'items':'5.00','discount':'0.00','shipping':'0.00','tax':'0.00','fees':'0.00','total':'5.00',"
                        + "'presentmentTotal':'5.00'},'lines':[{'lineId':'L1','unitIds':[],'sku':'" + sku
                        + "','title':'Sample','ordered':1,'open':1,'fulfilled':0,'cancelled':0,'returned':0,'unclear':0,'sent':false,"
                        + "'unitPrice':'5.00','total':'5.00','discount':'0.00','tax':'0.00','requiresShipping':true,'gift':false,"
                        + "'cancelRequested':false,'shipBy':null,'listing':{'product':'1','variant':'2'},'properties':[]}],'parcels':[],"
                        + "'shipping':[],'fees':[],'destination':{'country':'US','region':'CA','postcodePrefix':'941','kind':'ship'},"
                        + "'alerts':[],'personal':{'buyer':{'name':'Ada Muster','email':'ada@example.org','phone':null,"
                        + "'channelCustomerId':null},'shipTo':{'name':'Ada Muster','company':null,'line1':'1 Sample Street','line2':null,"
                        + "'line3':null,'city':'Springfield','region':'CA','postcode':'94110','country':'US','phone':null},'billTo':null,"
                        + "'note':null,'giftMessages':[],'properties':[]}}")
                .toString();
    }
}
