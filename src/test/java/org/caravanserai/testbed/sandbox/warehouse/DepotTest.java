package org.caravanserai.testbed.sandbox.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.state.Ids;
import org.caravanserai.testbed.sandbox.state.Journal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepotTest {

    private final Hand hand = new Hand();

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-11-23T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private Depot depot(Journal journal) {
        SandboxClock clock = new SandboxClock(hand, 1);
        return new Depot(journal, clock, new Packer(clock, new Ids(journal), 42, Duration.ofSeconds(90)));
    }

    private static ObjectNode release(String id, int... quantities) {
        ObjectNode node = SandboxJson.object()
                .put("schema", "dispatch.v1")
                .put("type", "release")
                .put("dispatchId", id)
                .put("orderId", "9")
                .put("location", "MAIN");
        var lines = node.putArray("lines");
        for (int i = 0; i < quantities.length; i++) {
            lines.addObject()
                    .put("line", i + 1)
                    .put("lineId", "l" + i)
                    .put("sku", "S" + i)
                    .put("quantity", quantities[i]);
        }
        node.putObject("shipTo").put("country", "US");
        return node;
    }

    private static void take(Depot depot, JsonNode message) {
        depot.take("MAIN", message, "ID:" + java.util.UUID.randomUUID(), true, true);
    }

    private static List<String> codes(Depot depot) {
        return depot.ledger().path("violations").findValuesAsText("code");
    }

    @Test
    void everyUnitLeavesExactlyOnceInWhateverParcels() {
        Depot depot = depot(Journal.inMemory());
        for (int i = 0; i < 200; i++) {
            take(depot, release("g" + i, 1 + i % 3, 1 + i % 2));
        }
        hand.now = hand.now.plus(Duration.ofHours(1));
        boolean partial = false;
        boolean twoParcels = false;
        boolean twice = false;
        while (!depot.due("MAIN").isEmpty()) {
            depot.due("MAIN").forEach(o -> depot.sent(o.key()));
        }
        Set<String> numbers = new HashSet<>();
        for (JsonNode dispatch : depot.ledger().path("dispatches")) {
            Map<Integer, Integer> units = new HashMap<>();
            partial |= dispatch.path("shipments").size() > 1;
            for (JsonNode shipment : dispatch.path("shipments")) {
                twoParcels |= shipment.path("parcels").size() > 1;
                twice |= shipment.path("sent").asInt() > 1;
                for (JsonNode parcel : shipment.path("parcels")) {
                    assertThat(numbers.add(parcel.path("trackingNumber").asText()))
                            .isTrue();
                    parcel.path("lines")
                            .forEach(l -> units.merge(
                                    l.path("line").asInt(), l.path("quantity").asInt(), Integer::sum));
                }
            }
            Map<Integer, Integer> wanted = new HashMap<>();
            dispatch.path("lines")
                    .forEach(l -> wanted.put(
                            l.path("line").asInt(), l.path("quantity").asInt()));
            assertThat(units).isEqualTo(wanted);
        }
        assertThat(partial).isTrue();
        assertThat(twoParcels).isTrue();
        assertThat(twice).isTrue();
        assertThat(codes(depot)).isEmpty();
    }

    @Test
    void aRedeliveredDispatchIsPackedOnce() {
        Depot depot = depot(Journal.inMemory());
        depot.take("MAIN", release("g1", 1), "ID:1", true, true);
        depot.take("MAIN", release("g1", 1), "ID:1", true, true);
        assertThat(depot.ledger().at("/dispatches/0/timesReceived").asInt()).isEqualTo(2);
        assertThat(depot.ledger().path("waiting").asInt()).isEqualTo(1);
        assertThat(codes(depot)).isEmpty();
        take(depot, release("g1", 1));
        take(depot, release("g1", 2));
        assertThat(codes(depot)).containsExactly("dispatch-repeated", "dispatch-changed");
    }

    @Test
    void aRecallBeforePackingIsGrantedAndAfterItIsNot() {
        Depot depot = depot(Journal.inMemory());
        take(depot, release("early", 1));
        take(depot, release("early", 1).put("type", "recall"));
        take(depot, release("late", 1));
        hand.now = hand.now.plus(Duration.ofHours(1));
        depot.due("MAIN").stream().filter(o -> o.key().startsWith("shipment/")).forEach(o -> depot.sent(o.key()));
        take(depot, release("late", 1).put("type", "recall"));
        List<Depot.Outgoing> answers = depot.due("MAIN").stream()
                .filter(o -> o.key().startsWith("answer/"))
                .toList();
        assertThat(answers)
                .extracting(a -> a.body().path("recalled").asBoolean())
                .containsExactly(true, false);
        assertThat(depot.ledger().at("/dispatches/0/shipments")).isEmpty();
        answers.forEach(a -> depot.sent(a.key()));
        assertThat(depot.due("MAIN")).noneMatch(o -> o.key().startsWith("answer/"));
    }

    @Test
    void aRecallThatOvertakesItsReleaseHoldsIt() {
        Depot depot = depot(Journal.inMemory());
        take(depot, release("g", 1).put("type", "recall"));
        take(depot, release("g", 1));
        hand.now = hand.now.plus(Duration.ofHours(1));
        assertThat(depot.due("MAIN")).extracting(Depot.Outgoing::key).containsExactly("answer/g");
    }

    @Test
    void whatWasPlannedIsSentAfterARestart(@TempDir Path directory) {
        try (Journal journal = Journal.open(directory, "warehouse")) {
            take(depot(journal), release("g1", 2));
        }
        hand.now = hand.now.plus(Duration.ofHours(1));
        String reference;
        try (Journal journal = Journal.open(directory, "warehouse")) {
            Depot depot = depot(journal);
            Depot.Outgoing first = depot.due("MAIN").get(0);
            reference = first.body().path("reference").asText();
            while (!depot.due("MAIN").isEmpty()) {
                depot.due("MAIN").forEach(o -> depot.sent(o.key()));
            }
        }
        try (Journal journal = Journal.open(directory, "warehouse")) {
            assertThat(depot(journal).due("MAIN")).isEmpty();
            assertThat(depot(journal).ledger()).isNotNull();
        }
        assertThat(reference).startsWith("MAIN-C");
    }

    @Test
    void faultyDispatchesAreViolations() {
        Depot depot = depot(Journal.inMemory());
        depot.take("EAST", release("g1", 1), "ID:1", false, false);
        take(depot, release("g2"));
        take(depot, release("g3", 1).put("type", "hurry"));
        take(depot, SandboxJson.object());
        assertThat(codes(depot)).contains("wrong-queue", "no-duplicate-id", "no-expiry", "bad-lines", "bad-dispatch");
    }
}
