package org.caravanserai.intake.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.intake.message.InboxMessages;
import org.caravanserai.intake.message.WatchedInbox;
import org.caravanserai.testing.RoutePlay;
import org.caravanserai.testing.RouteWatch;
import org.springframework.util.FileSystemUtils;

/** Files of orders and counts, with good lines and bad ones, laid into the intake folder. */
public final class FilePlay implements RoutePlay {

    private final List<String> expected = new ArrayList<>();
    private final TreeSet<String> places = new TreeSet<>();
    /** Long ago on every machine: a file is taken once it is older than a second by the clock of its disk. */
    private final Instant modified = Instant.parse("2024-11-23T09:00:00Z");

    private Path in;

    @Override
    public void play(String file, Duration patience) throws Exception {
        in = Files.createTempDirectory("file-play");
        expected.clear();
        places.clear();
        WatchedInbox inbox = new WatchedInbox();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Properties properties = new Properties();
            properties.setProperty("hub.files", in.toString());
            camel.getPropertiesComponent().setInitialProperties(properties);
            RouteFiles.bind(camel, new FileLines(channel -> true));
            RouteFiles.bind(camel, new InboxMessages());
            inbox.bind(camel);
            camel.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
                if (endpoint instanceof GenericFileEndpoint<?> files) {
                    files.setInitialDelay(0);
                    files.setDelay(20);
                }
                return endpoint;
            });
            RouteWatch watch = RouteWatch.on(camel);
            RouteFiles.load(
                    camel,
                    "10-intake/file-refusals.camel.yaml",
                    "10-intake/receive-order-files.camel.yaml",
                    "10-intake/receive-stock-files.camel.yaml",
                    "10-intake/store-line.camel.yaml");
            put(file);
            camel.start();
            watch.until(patience, () -> moved().size() == places.size());
            assertThat(inbox.stored()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(moved()).isEqualTo(places);
            inbox.failures.set(1);
            late(file);
            watch.until(patience.plusSeconds(2), () -> moved().size() == places.size());
            assertThat(inbox.stored()).containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            FileSystemUtils.deleteRecursively(in);
        }
    }

    private void put(String file) throws Exception {
        String folder = "hubAccount=one, hubChannel=b2b, ";
        if (!file.contains("receive-stock-files")) {
            lay(
                    "orders/b2b/one/",
                    "monday.jsonl",
                    "failed",
                    "{\"schema\":\"order.v1\",\"orderId\":\"1\"}\n\n{oops\n{\"schema\":\"shipment.v1\",\"dispatchId\":\"4\"}\n");
            expected.add(
                    "7 order file [1] canonical {" + folder
                            + "hubFile=monday.jsonl, hubLine=1, hubSchema=order.v1} {\"schema\":\"order.v1\",\"orderId\":\"1\"}");
            expected.add("3 unrecognised file []  {" + folder
                    + "hubFile=monday.jsonl, hubLine=3, hubReason=monday.jsonl:3 it is no JSON} {oops");
            expected.add("3 unrecognised file [dispatch/4]  {" + folder
                    + "hubFile=monday.jsonl, hubLine=4, hubReason=monday.jsonl:4 a shipment.v1 is not taken here, hubSchema=shipment.v1}"
                    + " {\"schema\":\"shipment.v1\",\"dispatchId\":\"4\"}");
            lay("orders/b2b/one/", "tuesday.csv", "failed", "order_id,sku\n5,LAMP\n5,BULB\n7,A,B\n");
            expected.add("7 order file [5] csv {" + folder + "hubFile=tuesday.csv, hubLine=2, hubSchema=csv}"
                    + " {\"schema\":\"csv\",\"channel\":\"b2b\",\"orderId\":\"5\",\"fileTime\":\"" + modified
                    + "\",\"rows\":[{\"order_id\":\"5\",\"sku\":\"LAMP\"},{\"order_id\":\"5\",\"sku\":\"BULB\"}]}");
            expected.add(
                    "3 unrecognised file [7]  {" + folder
                            + "hubFile=tuesday.csv, hubLine=4, hubReason=tuesday.csv:4 order 7 is not taken: it has 3 cells where the header has 2} {\"file\":\"tuesday.csv\",\"line\":4}");
        }
        if (!file.contains("receive-order-files")) {
            String under = "hubAccount=stock, hubChannel=" + in.getFileName() + ", ";
            String count =
                    "{\"schema\":\"stock.v1\",\"reference\":\"A\",\"asOf\":\"2026-11-23T10:00:00Z\",\"levels\":[]}";
            lay("stock/", "count.jsonl", "done", count + "\n");
            expected.add("3 stock file [stock]  {" + under
                    + "hubFile=count.jsonl, hubLine=1, hubReference=A, hubSchema=stock.v1} " + count);
            lay("stock/", "count.csv", "failed", "sku,location,on_hand\nLAMP,MAIN,many\n");
            expected.add(
                    "3 unrecognised file []  {" + under
                            + "hubFile=count.csv, hubLine=2, hubReason=count.csv:2 on_hand is no number of units} {\"file\":\"count.csv\",\"line\":2}");
        }
    }

    /** A file that comes while the store is away for a moment. */
    private void late(String file) throws Exception {
        if (!file.contains("receive-stock-files")) {
            lay("orders/b2b/one/", "late.jsonl", "done", "{\"schema\":\"order.v1\",\"orderId\":\"8\"}\n");
            expected.add(
                    "7 order file [8] canonical {hubAccount=one, hubChannel=b2b, hubFile=late.jsonl, hubLine=1, hubSchema=order.v1} {\"schema\":\"order.v1\",\"orderId\":\"8\"}");
        } else {
            lay("stock/", "late.jsonl", "done", "{\"schema\":\"stock.v1\",\"reference\":\"B\"}\n");
            expected.add(
                    "3 stock file [stock]  {hubAccount=stock, hubChannel=" + in.getFileName()
                            + ", hubFile=late.jsonl, hubLine=1, hubReference=B, hubSchema=stock.v1} {\"schema\":\"stock.v1\",\"reference\":\"B\"}");
        }
    }

    private void lay(String folder, String name, String end, String text) throws Exception {
        places.add(folder + end + "/" + name);
        Files.createDirectories(in.resolve(folder));
        Path part = Files.writeString(in.resolve("part"), text);
        Files.setLastModifiedTime(part, FileTime.from(modified));
        Files.move(part, in.resolve(folder).resolve(name));
    }

    /** Where files that were worked on lie now, without the time before their names. */
    private TreeSet<String> moved() throws Exception {
        TreeSet<String> found = new TreeSet<>();
        for (String folder :
                List.of("orders/b2b/one/done/", "orders/b2b/one/failed/", "stock/done/", "stock/failed/")) {
            if (Files.isDirectory(in.resolve(folder))) {
                try (Stream<Path> files = Files.list(in.resolve(folder))) {
                    files.forEach(one ->
                            found.add(folder + one.getFileName().toString().replaceFirst("^\\d{8}-\\d+-", "")));
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
