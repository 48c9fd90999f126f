package org.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.base.Json;
import org.caravanserai.channel.FixedAccounts;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.inbox.InboxUnavailableException;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.inbox.Stored;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIntakeTest {

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
        camel.getRegistry().bind("fileLines", new FileLines());
        camel.getRegistry().bind("doorMessages", new DoorMessages());
        camel.getRegistry().bind("door", new DoorSteps(event -> {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new InboxUnavailableException("away", null);
            }
            events.add(event);
            return new Stored(events.size(), false);
        }, new FixedAccounts(FixedAccounts.account(3, "hub", "file", "", Map.of()), FixedAccounts.account(7, "b2b", "one", "", Map.of()))));
        RouteFiles.load(camel, "10-intake/file-refusals.camel.yaml", "10-intake/file-orders.camel.yaml", "10-intake/file-stock.camel.yaml",
                "10-intake/file-line.camel.yaml");
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void everyLineIsOneOrderOfTheAccountTheFolderNames() throws Exception {
        put("orders/b2b/one/monday.jsonl", "{\"schema\":\"order.v1\",\"orderId\":\"1\",\"version\":\"v\"}\n\n{\"schema\":\"order.v1\",\"orderId\":\"2\",\"version\":\"v\"}");
        await().until(() -> in("orders/b2b/one/done") == 1);

        assertThat(events).extracting(NewEvent::orderKey).containsExactly("1", "2");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.accountId()).isEqualTo(7);
            assertThat(event.kind()).isEqualTo("order");
            assertThat(event.shape()).isEqualTo("canonical");
            assertThat(event.source()).isEqualTo("file");
        });
    }

    @Test
    void aBadLineIsNamedByFileAndLineAndItsNeighboursAreTaken() throws Exception {
        put("orders/b2b/one/monday.jsonl", "{\"schema\":\"order.v1\",\"orderId\":\"1\"}\n{oops\n{\"schema\":\"order.v1\",\"orderId\":\"3\"}\n");
        await().until(() -> in("orders/b2b/one/failed") == 1);

        assertThat(events).extracting(NewEvent::kind).containsExactly("order", "odd", "order");
        assertThat(events.get(1).headers().get("hubReason")).isEqualTo("monday.jsonl:2 it is no JSON");
        assertThat(events.get(1).accountId()).isEqualTo(3);
    }

    @Test
    void ordersOfAFolderNobodyConnectedAreOdd() throws Exception {
        put("orders/b2b/two/monday.jsonl", "{\"schema\":\"order.v1\",\"orderId\":\"1\"}\n");
        await().until(() -> in("orders/b2b/two/failed") == 1);

        assertThat(events.get(0).kind()).isEqualTo("odd");
        assertThat(events.get(0).headers().get("hubReason")).startsWith("monday.jsonl:1 it names no connected account");
    }

    @Test
    void neighbouringRowsOfOneOrderAreOneEvent() throws Exception {
        put("orders/b2b/one/tuesday.csv", "\uFEFForderId,sku,quantity,note\r\n5,LAMP,2,\"say \"\"hi\"\",\nplease\"\r\n5,BULB,4,\r\n6,LAMP,1,=cmd()\r\n7,LAMP\r\n");
        await().until(() -> in("orders/b2b/one/failed") == 1);

        assertThat(events).extracting(NewEvent::kind).containsExactly("order", "order", "odd");
        assertThat(events.get(0).shape()).isEqualTo("csv");
        JsonNode first = Json.MAPPER.readTree(events.get(0).body());
        assertThat(first.path("rows")).hasSize(2);
        assertThat(first.path("rows").get(0).path("note").asText()).isEqualTo("say \"hi\",\nplease");
        assertThat(events.get(1).orderKey()).isEqualTo("6");
        assertThat(events.get(2).headers().get("hubReason")).isEqualTo("tuesday.csv:6 it has 2 cells where the header has 4");
    }

    @Test
    void everyRowIsOneCount() throws Exception {
        put("stock/count.csv", "sku;location;onHand;asOf\nLAMP;MAIN;12;2026-11-23T10:00:00Z\nBULB;MAIN;many;\n");
        await().until(() -> in("stock/failed") == 1);

        assertThat(events).extracting(NewEvent::kind).containsExactly("stock", "odd");
        assertThat(Json.MAPPER.readTree(events.get(0).body()).path("levels").toString())
                .isEqualTo("[{\"sku\":\"LAMP\",\"location\":\"MAIN\",\"onHand\":12}]");
        assertThat(Json.MAPPER.readTree(events.get(0).body()).path("asOf").asText()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(events.get(1).headers().get("hubReason")).isEqualTo("count.csv:3 onHand is no whole number");
    }

    @Test
    void aFileWaitsAtItsLineWhileTheStoreIsAway() throws Exception {
        failures.set(2);
        put("stock/count.jsonl", "{\"schema\":\"stock.v1\",\"reference\":\"A\"}\n{\"schema\":\"stock.v1\",\"reference\":\"B\"}\n");
        await().until(() -> in("stock/done") == 1);

        assertThat(events).hasSize(2);
        assertThat(events.get(0).eventKey()).isNotEqualTo(events.get(1).eventKey());
    }

    private void put(String name, String text) throws Exception {
        Path file = in.resolve(name);
        Files.createDirectories(file.getParent());
        Path part = Files.writeString(in.resolve("part"), text, StandardCharsets.UTF_8);
        Files.setLastModifiedTime(part, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() - Duration.ofMinutes(1).toMillis()));
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
