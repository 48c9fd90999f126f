package org.caravanserai.intake.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.base.Json;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.InboxUnavailableException;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.caravanserai.intake.message.InboxCommands;
import org.caravanserai.intake.message.InboxMessages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileIntakeTest {

    private static final String AT = "2026-11-23T10:00:00Z";
    /** Long ago on every machine: a file is taken once it is older than a second by the clock of its disk. */
    private static final Instant WRITTEN = Instant.parse("2024-11-23T09:00:00Z");

    private static final String HEADER = "order_id,placed_at,currency,sku,quantity\n";

    @TempDir
    Path in;

    private final List<NewEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private DefaultCamelContext camel;

    @BeforeEach
    void start() throws Exception {
        camel = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.setProperty("hub.files", in.toString());
        camel.getPropertiesComponent().setInitialProperties(properties);
        RouteFiles.bind(camel, new FileLines(channel -> channel.equals("own")));
        RouteFiles.bind(camel, new InboxMessages());
        RouteFiles.bind(
                camel,
                new InboxCommands(
                        taken -> {
                            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                                throw new InboxUnavailableException("away", null);
                            }
                            events.addAll(taken);
                            return List.of(new Stored(events.size(), false));
                        },
                        new FixedAccounts(
                                FixedAccounts.account(3, "hub", "file", "", Map.of()),
                                FixedAccounts.account(7, "b2b", "one", "", Map.of()),
                                FixedAccounts.account(8, "own", "one", "", Map.of()))));
        RouteFiles.load(
                camel,
                "10-intake/file-refusals.camel.yaml",
                "10-intake/receive-order-files.camel.yaml",
                "10-intake/receive-stock-files.camel.yaml",
                "10-intake/store-line.camel.yaml");
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void everyLineIsOneOrderOfTheAccountTheFolderNames() throws Exception {
        put(
                "orders/b2b/one/monday.jsonl",
                "{\"schema\":\"order.v1\",\"orderId\":\"1\",\"version\":\"v\"}\n\n{\"schema\":\"order.v1\",\"orderId\":\"2\",\"version\":\"v\"}");
        await().until(() -> in("orders/b2b/one/done") == 1);

        assertThat(events).extracting(NewEvent::orderKey).containsExactly("1", "2");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.accountId()).isEqualTo(7);
            assertThat(event.kind()).isEqualTo(EventKind.ORDER);
            assertThat(event.shape()).isEqualTo("canonical");
            assertThat(event.source()).isEqualTo(EventSource.FILE);
        });
    }

    @Test
    void aBadLineIsNamedByFileAndLineAndItsNeighboursAreTaken() throws Exception {
        put(
                "orders/b2b/one/monday.jsonl",
                "{\"schema\":\"order.v1\",\"orderId\":\"1\"}\n{oops\n{\"schema\":\"order.v1\",\"orderId\":\"3\"}\n");
        await().until(() -> in("orders/b2b/one/failed") == 1);

        assertThat(events)
                .extracting(NewEvent::kind)
                .containsExactly(EventKind.ORDER, EventKind.UNRECOGNISED, EventKind.ORDER);
        assertThat(events.get(1).headers().get("hubReason")).isEqualTo("monday.jsonl:2 it is no JSON");
        assertThat(events.get(1).accountId()).isEqualTo(3);
    }

    @Test
    void ordersOfAFolderNobodyConnectedAreUnrecognised() throws Exception {
        put("orders/b2b/two/monday.jsonl", "{\"schema\":\"order.v1\",\"orderId\":\"1\"}\n");
        await().until(() -> in("orders/b2b/two/failed") == 1);

        assertThat(events.get(0).kind()).isEqualTo(EventKind.UNRECOGNISED);
        assertThat(events.get(0).headers().get("hubReason")).startsWith("monday.jsonl:1 it names no connected account");
    }

    @Test
    void neighbouringRowsOfOneOrderAreOneEvent() throws Exception {
        put(
                "orders/b2b/one/Tuesday.CSV",
                "\uFEFFOrder ID,placedAt,currency,sku,quantity,note\r\n5," + AT
                        + ",EUR,LAMP,2,\"say \"\"hi\"\",\nplease\"\r\n" + "5,,,BULB, 4 ,\r\n6," + AT
                        + ",EUR,LAMP,1,=cmd()\r\n7," + AT + ",EUR,LAMP\r\n");
        await().until(() -> in("orders/b2b/one/failed") == 1);

        assertThat(events)
                .extracting(NewEvent::kind)
                .containsExactly(EventKind.ORDER, EventKind.ORDER, EventKind.UNRECOGNISED);
        assertThat(events.get(0).shape()).isEqualTo("csv");
        JsonNode first = Json.MAPPER.readTree(events.get(0).body());
        assertThat(first.path("channel").asText()).isEqualTo("b2b");
        assertThat(first.path("rows")).hasSize(2);
        assertThat(first.path("rows").get(0).path("note").asText()).isEqualTo("say \"hi\",\nplease");
        assertThat(first.path("rows").get(1).toString())
                .isEqualTo("{\"sku\":\"BULB\",\"quantity\":\"4\",\"line_id\":\"2\"}");
        assertThat(events.get(1).orderKey()).isEqualTo("6");
        assertThat(events.get(2).headers().get("hubReason"))
                .isEqualTo("Tuesday.CSV:6 order 7 is not taken: it has 4 cells where the header has 6");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            orderId,placed_at,currency,sku             | monday.csv:1 the header has no column quantity; nothing of the file was taken
            order_id,placed_at,currency,sku,quantity,quantitty | monday.csv:1 there is no column quantitty; nothing of the file was taken
            order_id,placed_at,currency,sku,quantity,Order-Id  | monday.csv:1 two columns have one name; nothing of the file was taken
            "order_id,placed_at,currency,sku,quantity  | monday.csv:1 a quote is opened and never closed; nothing of the file was taken
            """)
    void belowAWrongHeaderNothingIsRead(String header, String reason) throws Exception {
        put("orders/b2b/one/monday.csv", header + "\n5," + AT + ",EUR,LAMP,2\n6," + AT + ",EUR,LAMP,2\n");
        await().until(() -> in("orders/b2b/one/failed") == 1);

        assertThat(events).extracting(NewEvent::kind).containsExactly(EventKind.UNRECOGNISED);
        assertThat(events.get(0).headers().get("hubReason")).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            5,,,BULB,two,,        | monday.csv:3 order 5 is not taken: quantity is no whole number from 1 to 999999
            5,,,BULB,0,,          | monday.csv:3 order 5 is not taken: quantity is no whole number from 1 to 999999
            5,,,,1,,              | monday.csv:3 order 5 is not taken: it has no sku
            5,,,BULB,1,"1,50",    | monday.csv:3 order 5 is not taken: unit_price is no amount such as 12.50
            5,,,BULB,1,,a         | monday.csv:3 order 5 is not taken: two lines have the line_id a
            5,,USD,BULB,1,,       | monday.csv:3 order 5 is not taken: currency is not that of line 2, where the order begins
            5,,,BULB              | monday.csv:3 order 5 is not taken: it has 4 cells where the header has 7
            """)
    void anOrderWithABadRowIsNotTakenByHalf(String row, String reason) throws Exception {
        put(
                "orders/b2b/one/monday.csv",
                "order_id,placed_at,currency,sku,quantity,unit_price,line_id\n5," + AT + ",EUR,LAMP,2,,a\n" + row
                        + "\n5,,,SHADE,1,,\n6," + AT + ",EUR,LAMP,2,,\n");
        await().until(() -> in("orders/b2b/one/failed") == 1);

        assertThat(events).extracting(NewEvent::kind).containsExactly(EventKind.UNRECOGNISED, EventKind.ORDER);
        assertThat(events.get(0).headers().get("hubReason")).isEqualTo(reason);
        assertThat(events.get(1).orderKey()).isEqualTo("6");
    }

    @Test
    void aRowThatIsOfNobodyKnowsWhichOrderSpoilsItsNeighbours() throws Exception {
        put(
                "orders/b2b/one/monday.csv",
                "sku,order_id,placed_at,currency,quantity\nA,4," + AT + ",EUR,1\nA,5," + AT + ",EUR,1\nB, 5\nA,6," + AT
                        + ",EUR,1\nA,7," + AT + ",EUR,1\n");
        await().until(() -> in("orders/b2b/one/failed") == 1);

        assertThat(events)
                .extracting(event ->
                        event.kind() == EventKind.UNRECOGNISED ? event.headers().get("hubReason") : event.orderKey())
                .containsExactly(
                        "4",
                        "monday.csv:4 order 5 is not taken: this row is bad and may be of the order before it",
                        "monday.csv:4 it has 2 cells where the header has 5",
                        "monday.csv:5 order 6 is not taken: the row before it is bad and may be of this order",
                        "7");
    }

    @Test
    void anOrderWhoseRowsStandApartIsNamed() throws Exception {
        put(
                "orders/b2b/one/monday.csv",
                HEADER + "5," + AT + ",EUR,LAMP,2\n6," + AT + ",EUR,LAMP,2\n5," + AT + ",EUR,BULB,2\n");
        await().until(() -> in("orders/b2b/one/failed") == 1);

        assertThat(events)
                .extracting(NewEvent::kind)
                .containsExactly(EventKind.ORDER, EventKind.ORDER, EventKind.UNRECOGNISED);
        assertThat(events.get(2).headers().get("hubReason"))
                .startsWith("monday.csv:4 order 5 is not taken: it stood further up already");
    }

    @Test
    void anOrderThatIsTooLargeDoesNotHoldUpTheFile() throws Exception {
        String long1 = "x".repeat(900_000);
        put(
                "orders/b2b/one/monday.csv",
                HEADER.strip() + ",title\n" + ("5," + AT + ",EUR,LAMP,2," + long1 + "\n").repeat(2) + "6," + AT
                        + ",EUR,LAMP,2,\n" + ("7," + AT + ",EUR,LAMP,2,\n").repeat(1001) + "8," + AT + ",EUR,LAMP,2,"
                        + "\u20ac".repeat(400_000) + "\n");
        put(
                "orders/b2b/one/monday.jsonl",
                "{\"schema\":\"order.v1\",\"orderId\":\"1\",\"x\":\"" + "\u20ac".repeat(400_000) + "\"}\n");
        await().until(() -> in("orders/b2b/one/failed") == 2);

        assertThat(events)
                .extracting(NewEvent::kind)
                .containsExactlyInAnyOrder(
                        EventKind.UNRECOGNISED,
                        EventKind.ORDER,
                        EventKind.UNRECOGNISED,
                        EventKind.UNRECOGNISED,
                        EventKind.UNRECOGNISED);
    }

    @Test
    void aChannelWithAMappingOfItsOwnHasColumnsOfItsOwn() throws Exception {
        put("orders/own/one/monday.csv", "Order-ID;Artikel Nr\n5;LAMP\n5;BULB\n");
        await().until(() -> in("orders/own/one/done") == 1);

        assertThat(Json.MAPPER.readTree(events.get(0).body()).path("rows").toString())
                .isEqualTo(
                        "[{\"order_id\":\"5\",\"artikel_nr\":\"LAMP\"},{\"order_id\":\"5\",\"artikel_nr\":\"BULB\"}]");
    }

    @Test
    void rowsThatWereCountedAtOneTimeAreOneReport() throws Exception {
        put(
                "stock/count.csv",
                "sku;location;onHand;asOf\nLAMP;MAIN;12;2026-11-23T10:00:00Z\nBULB;MAIN;many;\nBULB;MAIN;-4.5;2026-11-23T10:00:00Z\n"
                        + "BULB;EAST;1;2026-11-23T11:00:00Z\nBULB;WEST;1;soon\n;WEST;1;\n"
                        + "x".repeat(300) + ";WEST;1;\n");
        await().until(() -> in("stock/failed") == 1);

        assertThat(events)
                .filteredOn(event -> event.kind() == EventKind.UNRECOGNISED)
                .extracting(event -> event.headers().get("hubReason"))
                .containsExactly(
                        "count.csv:3 on_hand is no number of units",
                        "count.csv:6 as_of is no time with a zone, such as 2026-11-23T10:00:00Z",
                        "count.csv:7 it has no sku",
                        "count.csv:8 sku has more than 255 characters");
        List<NewEvent> reports =
                events.stream().filter(event -> event.kind() == EventKind.STOCK).toList();
        assertThat(reports).hasSize(2);
        JsonNode first = Json.MAPPER.readTree(reports.get(0).body());
        assertThat(first.path("levels").toString())
                .isEqualTo("[{\"sku\":\"LAMP\",\"location\":\"MAIN\",\"onHand\":12,\"line\":2},"
                        + "{\"sku\":\"BULB\",\"location\":\"MAIN\",\"onHand\":-4.5,\"line\":4}]");
        assertThat(first.path("asOf").asText()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(reports.get(1).headers())
                .containsEntry("hubFile", "count.csv")
                .containsEntry("hubLine", "5");
    }

    @Test
    void aLongFileOfCountsIsSeveralReports() throws Exception {
        put("stock/long.csv", "sku,location,on_hand\n" + "LAMP,MAIN,1\n".repeat(2001));
        await().until(() -> in("stock/done") == 1);

        assertThat(events)
                .extracting(event ->
                        Json.MAPPER.readTree(event.body()).path("levels").size())
                .containsExactly(1000, 1000, 1);
        assertThat(events).extracting(NewEvent::eventKey).doesNotHaveDuplicates();
    }

    @Test
    void aFileWaitsAtItsLineWhileTheStoreIsAway() throws Exception {
        failures.set(2);
        put(
                "stock/count.jsonl",
                "{\"schema\":\"stock.v1\",\"reference\":\"A\"}\n{\"schema\":\"stock.v1\",\"reference\":\"B\"}\n");
        await().until(() -> in("stock/done") == 1);

        assertThat(events).hasSize(2);
        assertThat(events.get(0).eventKey()).isNotEqualTo(events.get(1).eventKey());
    }

    private void put(String name, String text) throws Exception {
        Path file = in.resolve(name);
        Files.createDirectories(file.getParent());
        Path part = Files.writeString(in.resolve("part"), text, StandardCharsets.UTF_8);
        Files.setLastModifiedTime(part, java.nio.file.attribute.FileTime.from(WRITTEN));
        Files.move(part, file);
    }

    private long in(String folder) throws Exception {
        if (!Files.isDirectory(in.resolve(folder))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(in.resolve(folder))) {
            return files.count();
        }
    }
}
