package org.caravanserai.intake.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.ChannelHub;
import org.caravanserai.channel.FakeChannel;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;
import org.caravanserai.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list is read to its end while it moves, however much of it the channel says, and whatever one order of it is. */
class MovingListTest {

    @TempDir
    Path secrets;

    private FakeChannel channel;
    private ChannelHub hub;

    /** The shop's orders by id, as it writes them. */
    private final Map<Integer, String> orders = new TreeMap<>();

    private final List<Integer> trashedAfterFirstPage = new ArrayList<>();
    private boolean sayTotal = true;
    private boolean heedOffset = true;

    @BeforeEach
    void start() throws Exception {
        channel = new FakeChannel();
        for (String secret :
                new String[] {"woocommerce-tea.consumer-key:ck_1", "woocommerce-tea.consumer-secret:cs_1"}) {
            Files.writeString(secrets.resolve(secret.split(":")[0]), secret.split(":")[1] + "\n");
        }
        hub = new ChannelHub(
                secrets,
                null,
                TestClock.standing(),
                TimeScale.REAL,
                Duration.ofSeconds(20),
                FixedAccounts.account(2, "woocommerce", "tea", channel.url(), Map.of()));
        for (int i = 0; i < 200; i++) {
            channel.then(this::page);
        }
    }

    @AfterEach
    void stop() {
        hub.close();
        channel.close();
    }

    private void page(HttpExchange exchange) throws IOException {
        Map<String, String> asked = Arrays.stream(
                        exchange.getRequestURI().getQuery().split("&"))
                .collect(Collectors.toMap(one -> one.split("=")[0], one -> one.split("=")[1]));
        List<Integer> ids = new ArrayList<>(orders.keySet());
        int from = heedOffset ? Math.min(Integer.parseInt(asked.get("offset")), ids.size()) : 0;
        int to = Math.min(from + Integer.parseInt(asked.get("per_page")), ids.size());
        StringBuilder body = new StringBuilder("[");
        for (Integer id : ids.subList(from, to)) {
            // of what is longer nothing is read
            if (body.length() <= 5 << 20) {
                body.append(body.length() == 1 ? "" : ",").append(orders.get(id));
            }
        }
        body.append(']');
        trashedAfterFirstPage.forEach(orders::remove);
        trashedAfterFirstPage.clear();
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (sayTotal) {
            exchange.getResponseHeaders().set("X-WP-Total", String.valueOf(ids.size()));
        }
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void plain(int first, int last) {
        IntStream.rangeClosed(first, last).forEach(id -> orders.put(id, "{\"id\":" + id + "}"));
    }

    private Outcome poll() {
        return hub.work("poll", "woocommerce", 2, "list", 1, ChannelHub.json("{}"));
    }

    private List<Integer> stored(boolean hints) {
        return hub.stored.stream()
                .filter(event -> event.notificationOnly() == hints)
                .map(NewEvent::orderKey)
                .map(Integer::valueOf)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void withoutATotalTheNextPageIsAskedForUntilOneIsEmpty() {
        sayTotal = false;
        plain(1, 120);
        assertThat(poll().kind()).isEqualTo(Kind.OK);
        assertThat(stored(false)).isEqualTo(range(1, 120));
        assertThat(channel.asked()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void ordersThatLeaveTheListMeanwhileHideNoOthers() {
        plain(1, 120);
        trashedAfterFirstPage.addAll(range(20, 50));
        assertThat(poll().kind()).isEqualTo(Kind.OK);
        assertThat(stored(false)).containsAll(range(51, 120));
        assertThat(hub.accounts.polledThrough(2)).isPresent();
    }

    @Test
    void whenAllThatWasReadHasLeftTheRestIsReadFromTheBeginning() {
        plain(1, 70);
        trashedAfterFirstPage.addAll(range(1, 50));
        assertThat(poll().kind()).isEqualTo(Kind.OK);
        assertThat(stored(false)).isEqualTo(range(1, 70));
    }

    @Test
    void aTotalThatCountsOrdersNobodyIsShownEndsNothingLate() {
        plain(1, 3);
        orders.put(4, "null");
        assertThat(poll().kind()).isEqualTo(Kind.OK);
        assertThat(stored(false)).isEqualTo(range(1, 3));
        assertThat(channel.asked()).hasSizeLessThan(4);
    }

    @Test
    void aChannelThatDealsOutTheSamePageForEverIsSaid() {
        heedOffset = false;
        plain(1, 60);
        Outcome outcome = poll();
        assertThat(outcome.kind()).isEqualTo(Kind.REJECT);
        assertThat(outcome.message()).contains("the same orders");
        assertThat(hub.accounts.polledThrough(2)).isEmpty();
    }

    @Test
    void oneOrderThatIsNestedTooDeepIsAskedForByItselfAndTheOthersAreRead() {
        plain(1, 60);
        orders.put(30, "{\"id\":30,\"meta\":" + "[".repeat(70) + "]".repeat(70) + "}");
        assertThat(poll().kind()).isEqualTo(Kind.OK);
        assertThat(stored(false)).hasSize(59).contains(29, 31, 60).doesNotContain(30);
        assertThat(stored(true)).containsExactly(30);
        assertThat(hub.accounts.polledThrough(2)).isPresent();
    }

    @Test
    void aTextThatIsTooLongOrANameTwiceCostsOneOrder() {
        plain(1, 9);
        orders.put(4, "{\"id\":4,\"meta\":\"" + "x".repeat(3 << 19) + "\"}");
        orders.put(6, "{\"id\":6,\"total\":\"1\",\"total\":\"2\"}");
        assertThat(poll().kind()).isEqualTo(Kind.OK);
        assertThat(stored(false)).containsExactly(1, 2, 3, 5, 7, 8, 9);
        assertThat(stored(true)).containsExactly(4, 6);
        assertThat(hub.stored)
                .filteredOn(NewEvent::notificationOnly)
                .allSatisfy(event -> assertThat(event.body())
                        .as("only its beginning is kept")
                        .hasSizeLessThanOrEqualTo(4096));
    }

    @Test
    void aPageThatIsTooLongIsAskedForSmaller() {
        for (int id = 1; id <= 20; id++) {
            orders.put(id, "{\"id\":" + id + ",\"meta\":\"" + "x".repeat(300_000) + "\"}");
        }
        assertThat(poll()).isEqualTo(Outcome.ok());
        assertThat(stored(false)).isEqualTo(range(1, 20));
    }

    @Test
    void manyPagesThatAreTooLongKeepNoConnections() {
        String heavy = "\"" + "x".repeat(1 << 19) + "\",";
        for (int id = 1; id <= 12; id += 2) {
            plain(id, id);
            orders.put(id + 1, "{\"id\":" + (id + 1) + ",\"meta\":[" + heavy.repeat(9) + "1]}");
        }
        assertThat(poll()).isEqualTo(Outcome.ok());
        assertThat(stored(false)).containsExactly(1, 3, 5, 7, 9, 11);
        assertThat(stored(true)).containsExactly(2, 4, 6, 8, 10, 12);
    }

    @Test
    void anOrderThatIsLongerThanAllThatIsReadOfAnAnswerIsAskedForByItself() {
        plain(1, 60);
        orders.put(30, "{\"id\":30,\"meta\":[" + ("\"" + "x".repeat(1 << 19) + "\",").repeat(10) + "1]}");
        assertThat(poll().kind()).isEqualTo(Kind.OK);
        assertThat(stored(false)).hasSize(59).doesNotContain(30);
        assertThat(stored(true)).containsExactly(30);
    }

    @Test
    void anErrorPageIsNoListAndNothingIsAskedForSmaller() {
        channel.afresh().text(200, "text/html", "<html>Maintenance</html>", Map.of());
        assertThat(poll().kind()).isEqualTo(Kind.RETRY);
        assertThat(channel.asked()).hasSize(1);
        assertThat(hub.stored).isEmpty();
    }
}
