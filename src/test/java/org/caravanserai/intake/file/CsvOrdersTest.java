package org.caravanserai.intake.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.intake.message.InboxCommands;
import org.caravanserai.intake.message.InboxMessages;
import org.caravanserai.testing.ProcessingHub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CSV file dropped into the folder becomes orders: file routes, inbox, mapping, allocation. */
class CsvOrdersTest {

    private static final Path SAMPLE = Path.of("docs/samples/orders.csv");
    /** Long ago on every machine: a file is taken once it is older than a second by the clock of its disk. */
    private static final Instant WRITTEN = Instant.parse("2024-11-23T09:00:00Z");

    @TempDir
    Path in;

    private ProcessingHub hub;
    private DefaultCamelContext camel;

    @BeforeEach
    void start() throws Exception {
        hub = new ProcessingHub(Path.of("routes"), 2);
        int account = hub.connect("b2b", "one");
        hub.location("MAIN", 1);
        hub.stock("LAMP-01", "MAIN", 10);
        hub.stock("BULB-E27", "MAIN", 10);
        int files = hub.sql()
                .sql("select id from account where channel = 'hub' and name = 'file'")
                .query(Integer.class)
                .single();
        camel = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.setProperty("hub.files", in.toString());
        camel.getPropertiesComponent().setInitialProperties(properties);
        RouteFiles.bind(camel, new FileLines(channel -> false));
        RouteFiles.bind(camel, new InboxMessages());
        RouteFiles.bind(
                camel,
                new InboxCommands(
                        hub.inbox(),
                        new FixedAccounts(
                                FixedAccounts.account(files, "hub", "file", "", Map.of()),
                                FixedAccounts.account(account, "b2b", "one", "", Map.of()))));
        RouteFiles.load(
                camel,
                "10-intake/file-refusals.camel.yaml",
                "10-intake/receive-order-files.camel.yaml",
                "10-intake/store-line.camel.yaml");
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        hub.close();
    }

    private void drop(String text, Instant written) throws Exception {
        Path folder = Files.createDirectories(in.resolve("orders/b2b/one"));
        Path part = Files.writeString(in.resolve("part"), text);
        Files.setLastModifiedTime(part, FileTime.from(written));
        Files.move(part, folder.resolve("orders.csv"));
        await().until(() -> !Files.exists(folder.resolve("orders.csv")));
        hub.awaitQuiet();
    }

    private List<String> audit(String order) {
        return hub.sql()
                .sql(
                        "select action from audit_row where action like 'order.%' and order_id = (select id from orders where channel_order_id = ?) order by block, pos")
                .param(order)
                .query(String.class)
                .list();
    }

    @Test
    void theSampleOfTheDocumentationBecomesOrders() throws Exception {
        drop(Files.readString(SAMPLE), WRITTEN);

        assertThat(hub.sql()
                        .sql(
                                "select channel_order_id || ' ' || state || ' ' || alerts from orders order by channel_order_id")
                        .query(String.class)
                        .list())
                .containsExactly("PO-1001 ALLOCATED ", "PO-1002 ALLOCATED ");
        assertThat(hub.sql()
                        .sql("select sku || ' ' || reserved from stock order by sku")
                        .query(String.class)
                        .list())
                .containsExactly("BULB-E27 6", "LAMP-01 2");
        assertThat(hub.count("exception_case")).isZero();
        JsonNode order = hub.json(hub.sql()
                .sql("select doc from orders where channel_order_id = 'PO-1001'")
                .query(String.class)
                .single());
        assertThat(order.at("/version").asText()).isEqualTo("2024-11-23T09:00:00.000Z");
        assertThat(order.at("/totals/total").asText()).isEqualTo("71.10");
        assertThat(order.at("/lines/1/title").asText()).isEqualTo("Bulb, warm white");
        assertThat(order.toString()).doesNotContain("jana@example.com", "Hauptstr");
    }

    @Test
    void theSameFileAgainChangesNothingAndAnEditedOneDoes() throws Exception {
        String text = Files.readString(SAMPLE);
        drop(text, WRITTEN);
        drop(text, WRITTEN);
        assertThat(audit("PO-1001")).containsExactly("order.accepted");
        drop(text.replace("Desk lamp,2", "Desk lamp,1"), WRITTEN.plusSeconds(3600));

        assertThat(audit("PO-1002")).doesNotContain("order.changed");
        assertThat(hub.sql()
                        .sql("select sku || ' ' || reserved from stock order by sku")
                        .query(String.class)
                        .list())
                .containsExactly("BULB-E27 6", "LAMP-01 1");
    }

    @Test
    void whatTheMappingRefusesIsACaseWithFileAndLineAndTheRestGoesOn() throws Exception {
        drop(Files.readString(SAMPLE).replaceFirst("2026-11-23T09:40:00\\+01:00", "yesterday"), WRITTEN);

        assertThat(hub.count("orders")).isEqualTo(1);
        assertThat(hub.sql()
                        .sql("select code || ' ' || summary from exception_case")
                        .query(String.class)
                        .single())
                .startsWith("mapping.impossible_time orders.csv:4 A date or time cannot be read");
    }

    @Test
    void aBadRowIsACaseWithFileAndLineAndTheRestGoesOn() throws Exception {
        drop(Files.readString(SAMPLE).replace("Desk lamp,2", "Desk lamp,two"), WRITTEN);

        assertThat(hub.sql()
                        .sql("select channel_order_id from orders")
                        .query(String.class)
                        .list())
                .containsExactly("PO-1002");
        assertThat(hub.sql()
                        .sql("select code || ' ' || summary from exception_case")
                        .query(String.class)
                        .single())
                .startsWith("intake.bad_line ")
                .contains("orders.csv:2 order PO-1001 is not taken: quantity is no whole number");
        try (var left = Files.list(in.resolve("orders/b2b/one/failed"))) {
            assertThat(left).hasSize(1);
        }

        drop(Files.readString(SAMPLE), WRITTEN);
        assertThat(hub.sql()
                        .sql(
                                "select state || ' ' || resolution || ' ' || (evidence::json ->> 'place') from exception_case")
                        .query(String.class)
                        .list())
                .as("the file was mended")
                .containsExactly("resolved it came in properly orders.csv:2");
    }
}
