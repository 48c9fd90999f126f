package org.caravanserai.testbed.sandbox.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.caravanserai.testbed.sandbox.FakeHub;
import org.caravanserai.testbed.sandbox.Probe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficTest {

    private static final String SHOPS = """
            {"shops":[{"channel":"shopify","shop":"one","listings":[{"sku":"A","quantity":40,"price":"12.00","at":["MAIN"]},
              {"sku":"B","quantity":30,"price":"5.00","at":["EAST"]},{"sku":"C","quantity":20,"price":"7.50","at":["MAIN","EAST"]}]},
             {"channel":"shopify","shop":"two","listings":[{"sku":"A","quantity":5,"price":"12.00"}]}]}""";

    @TempDir
    private Path directory;

    private FakeHub hub;
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        hub = new FakeHub();
        hub.answers(r -> r.headers().containsKey("X-Shopify-Hmac-SHA256")
                        && !r.headers().get("X-Shopify-Hmac-SHA256").isEmpty()
                ? 200
                : 401);
        probe = new Probe(hub.uri(), 1_000, directory, "shopify");
        probe.control("POST", "setup", SHOPS);
    }

    @AfterEach
    void stop() throws Exception {
        probe.close();
        hub.close();
    }

    private JsonNode run(String request) throws Exception {
        probe.control("POST", "traffic", request);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> probe.control("GET", "traffic", ""),
                        p -> !p.path("running").asBoolean()
                                && p.path("deliveriesOpen").asInt() == 0);
    }

    @Test
    void aShopSellsOnlyWhatItShows() throws Exception {
        JsonNode progress = run("{\"orders\":150,\"seconds\":0}");
        assertThat(progress.path("placed").asInt() + progress.path("soldOut").asInt())
                .isEqualTo(150);
        JsonNode ledger = probe.ledger();
        assertThat(ledger.path("orders")).hasSize(progress.path("placed").asInt());
        assertThat(ledger.path("stock"))
                .allSatisfy(s -> assertThat(s.path("shown").asInt()).isNotNegative());
        int sold = Probe.stream(ledger.path("stock"))
                .mapToInt(s -> s.path("sold").asInt())
                .sum();
        int bought = Probe.stream(ledger.path("orders"))
                .flatMap(o -> Probe.stream(o.path("lines")))
                .filter(l -> !l.path("sku").asText().startsWith("UNKNOWN"))
                .mapToInt(l -> l.path("quantity").asInt())
                .sum();
        assertThat(sold).isEqualTo(bought);
    }

    @Test
    void oneOrderNeedsTwoLocationsAndOneCannotBeShipped() throws Exception {
        run("{\"orders\":20,\"seconds\":0}");
        List<JsonNode> orders = Probe.stream(probe.ledger().path("orders")).toList();
        assertThat(orders).anySatisfy(o -> {
            assertThat(o.path("kind").asText()).isEqualTo("two_locations");
            Set<String> skus = new HashSet<>(o.path("lines").findValuesAsText("sku"));
            assertThat(skus).containsExactlyInAnyOrder("A", "B");
        });
        assertThat(orders)
                .anySatisfy(o -> assertThat(o.at("/lines/0/sku").asText()).startsWith("UNKNOWN-"));
    }

    @Test
    void eventsAreDoubledAndLostAsAsked() throws Exception {
        run("{\"orders\":40,\"seconds\":0,\"faults\":{\"duplicate\":0.5,\"lose\":0.3,\"shuffle\":true}}");
        List<JsonNode> deliveries = Probe.stream(probe.ledger().path("orders"))
                .flatMap(o -> Probe.stream(o.path("deliveries")))
                .toList();
        assertThat(deliveries.stream().filter(d -> d.hasNonNull("duplicateOf")).count())
                .isGreaterThan(20);
        List<JsonNode> lost =
                deliveries.stream().filter(d -> d.path("lost").asBoolean()).toList();
        assertThat(lost.size()).isGreaterThan(15);
        assertThat(lost).allSatisfy(d -> assertThat(d.path("attempt").asInt()).isZero());
    }

    @Test
    void aRestartedSandboxKnowsEverythingAndGoesOn() throws Exception {
        probe.control("POST", "traffic", "{\"orders\":60,\"seconds\":3}");
        Awaitility.await()
                .until(() -> probe.control("GET", "traffic", "").path("done").asInt() > 5);
        probe.close();
        probe = new Probe(hub.uri(), 1_000, directory, "shopify");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        !probe.control("GET", "traffic", "").path("running").asBoolean());
        JsonNode progress = probe.control("GET", "traffic", "");
        JsonNode ledger = probe.ledger();
        assertThat(progress.path("done").asInt()).isEqualTo(60);
        assertThat(ledger.path("orders")).hasSize(progress.path("placed").asInt());
        assertThat(new HashSet<>(ledger.path("orders").findValuesAsText("orderId")))
                .hasSize(progress.path("placed").asInt());
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(probe.ledger().path("orders"))
                        .allSatisfy(o -> assertThat(o.path("deliveries"))
                                .allMatch(d -> d.path("status").asInt() == 200)));
    }

    @Test
    void peopleLayHandsOnTheShareOfOrdersThatIsAskedFor() throws Exception {
        run("{\"orders\":40,\"seconds\":0,\"life\":{\"people\":1}}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        probe.control("GET", "traffic", "").path("actsOpen").asInt() == 0);
        List<JsonNode> touched = Probe.stream(probe.ledger().path("orders"))
                .filter(o -> !o.path("history").isEmpty())
                .toList();
        assertThat(touched).hasSizeGreaterThan(20);
        assertThat(touched.stream()
                        .flatMap(o -> o.path("history").findValuesAsText("act").stream())
                        .distinct())
                .contains("fulfil", "refund", "cancel", "move", "phone");
        assertThat(touched).anySatisfy(o -> assertThat(o.at("/history/0/units")).isNotEmpty());
        List<String> phoned = probe.control("GET", "traffic", "").path("phoned").findValuesAsText("orderId");
        assertThat(phoned)
                .isNotEmpty()
                .allSatisfy(id -> assertThat(touched)
                        .anySatisfy(o -> assertThat(o.path("orderId").asText()).isEqualTo(id)));
    }

    @Test
    void aResetForgetsEverything() throws Exception {
        run("{\"orders\":5,\"seconds\":0}");
        probe.control("POST", "reset", "");
        assertThat(probe.ledger().path("orders")).isEmpty();
        assertThat(probe.control("GET", "setup", "").path("shops")).isEmpty();
    }
}
