package org.caravanserai.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.caravanserai.base.Json;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;
import org.junit.jupiter.api.Test;

/** The channels' routes against the sandbox: what is pushed comes in, what the hub tells is taken once. */
class AgainstSandboxTest extends SandboxPlay {

    @Test
    void anOrderOfEachChannelArrivesAndItsParcelIsToldOnce() throws Exception {
        for (String shop : List.of("shopify/north", "woocommerce/tea", "amazon/mugs")) {
            String channel = shop.split("/")[0];
            int account =
                    hub.accounts.find(channel, shop.split("/")[1]).orElseThrow().id();
            String order = place(shop, "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":2}]}");

            NewEvent event = arrived(
                    one -> one.accountId() == account && one.orderKey().equals(order) && one.kind() == EventKind.ORDER);
            assertThat(event.source()).isEqualTo(channel.equals("amazon") ? EventSource.QUEUE : EventSource.WEBHOOK);

            JsonNode line = ledgerOrder(order).path("lines").get(0);
            ObjectNode work = ToldWork.parcel(
                    clock,
                    order,
                    1,
                    "1Z999AA1012345678" + account,
                    line.path("lineId").asText(),
                    2,
                    true);
            told(channel, account, work, 1, Kind.OK);
            // said again after we never heard of it: the channel must not hear it twice
            Outcome again = hub.work("status", channel, account, "shipment", 2, work);
            assertThat(again.done()).as(again.toString()).isTrue();

            assertThat(ledgerOrder(order).path("fulfilments"))
                    .filteredOn(one -> !one.hasNonNull("duplicateOf"))
                    .as(ledgerOrder(order).path("fulfilments").toPrettyString())
                    .hasSize(1);
            assertThat(ledgerOrder(order).at("/fulfilments/0/tracking").asText())
                    .isEqualTo("1Z999AA1012345678" + account);
            assertThat(ledgerOrder(order).path("told").asBoolean()).isTrue();
        }
        assertThat(ledger().path("violations"))
                .as(ledger().path("violations").toPrettyString())
                .isEmpty();
    }

    @Test
    void twoParcelsOfOneOrderAreToldApart() throws Exception {
        String order = place(
                "shopify/north", "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":2},{\"sku\":\"CUP\",\"quantity\":1}]}");
        int account = hub.accounts.find("shopify", "north").orElseThrow().id();
        arrived(one -> one.orderKey().equals(order));
        JsonNode lines = ledgerOrder(order).path("lines");

        told(
                "shopify",
                account,
                ToldWork.parcel(
                        clock, order, 1, "T-1", lines.get(0).path("lineId").asText(), 1, false),
                1,
                Kind.OK);
        told(
                "shopify",
                account,
                ToldWork.parcel(
                        clock, order, 2, "T-2", lines.get(0).path("lineId").asText(), 1, false),
                1,
                Kind.OK);
        told(
                "shopify",
                account,
                ToldWork.parcel(
                        clock, order, 3, "T-2", lines.get(1).path("lineId").asText(), 1, true),
                1,
                Kind.OK);

        assertThat(ledgerOrder(order).path("fulfilments")).hasSize(3);
        assertThat(ledgerOrder(order).path("told").asBoolean()).isTrue();
    }

    @Test
    void twoParcelsUnderOneNumberAreToldApartEvenWhenTheSecondIsToldTwice() throws Exception {
        String order = place("shopify/north", "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":3}]}");
        int account = hub.accounts.find("shopify", "north").orElseThrow().id();
        arrived(one -> one.orderKey().equals(order));
        String line = ledgerOrder(order).path("lines").get(0).path("lineId").asText();
        ObjectNode second = ToldWork.parcel(clock, order, 2, "T-9", line, 1, false);
        ((ObjectNode) second.get("status"))
                .putArray("alreadyTold")
                .addObject()
                .put("lineId", line)
                .put("quantity", 1);

        told("shopify", account, ToldWork.parcel(clock, order, 1, "T-9", line, 1, false), 1, Kind.OK);
        told("shopify", account, second, 1, Kind.OK);
        // we never heard that it took effect, and the attempt was not counted: one unit is still open at the shop
        told("shopify", account, second, 1, Kind.ALREADY);

        assertThat(ledgerOrder(order).path("fulfilments")).hasSize(2);
    }

    @Test
    void anOrderThatIsCancelledHereIsCancelledThereOnce() throws Exception {
        for (String shop : List.of("shopify/north", "woocommerce/tea")) {
            String channel = shop.split("/")[0];
            int account =
                    hub.accounts.find(channel, shop.split("/")[1]).orElseThrow().id();
            String order = place(shop, "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":2}]}");
            String line = ledgerOrder(order).at("/lines/0/lineId").asText();
            ObjectNode work = ToldWork.cancellation(order, "71", true, line, 2, 0);

            told(channel, account, work, 1, Kind.OK);

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ledgerOrder(order).path("cancelled").asBoolean());
            told(channel, account, work, 2, Kind.ALREADY);
            assertThat(ledgerOrder(order).path("cancelledBy").asText()).isEqualTo("seller");
        }
        assertThat(ledger().path("violations")).isEmpty();
    }

    @Test
    void unitsThatAreTakenOffHereAreTakenOffThereOnceAndTheRestStillShips() throws Exception {
        for (String shop : List.of("shopify/north", "woocommerce/tea")) {
            String channel = shop.split("/")[0];
            int account =
                    hub.accounts.find(channel, shop.split("/")[1]).orElseThrow().id();
            String order = place(shop, "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":3}]}");
            String line = ledgerOrder(order).at("/lines/0/lineId").asText();
            ObjectNode work = ToldWork.cancellation(order, "72", false, line, 2, 1);

            told(channel, account, work, 1, Kind.OK);
            // we never heard that it took effect
            told(channel, account, work, 2, Kind.ALREADY);

            assertThat(ledgerOrder(order).at("/lines/0/takenOffBySeller").asInt())
                    .isEqualTo(2);
            assertThat(ledgerOrder(order).at("/lines/0/removed").asInt()).isEqualTo(2);
            told(channel, account, ToldWork.parcel(clock, order, 1, "T-72" + account, line, 1, true), 1, Kind.OK);
            assertThat(ledgerOrder(order).path("told").asBoolean()).isTrue();
        }
        assertThat(ledger().path("violations")).isEmpty();
    }

    @Test
    void stockIsShownWhereItIsSold() throws Exception {
        for (JsonNode shop : list(shops)) {
            String channel = shop.path("channel").asText();
            int account = hub.accounts
                    .find(channel, shop.path("shop").asText())
                    .orElseThrow()
                    .id();
            JsonNode listing = shop.path("listings").get(0);
            ObjectNode work = Json.MAPPER
                    .createObjectNode()
                    .put("target", 17)
                    .putNull("believed")
                    .put("version", 5);
            work.putObject("listing")
                    .put("channelSku", listing.path("channelSku").asText())
                    .put("sku", "MUG")
                    .set("reference", listing.path("reference"));

            Outcome outcome = hub.work("stock", channel, account, "stock", 1, work);

            assertThat(outcome.kind()).as(channel + " " + outcome).isEqualTo(Kind.OK);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(ledger().path("stock"))
                            .anyMatch(one -> one.path("channel").asText().equals(channel)
                                    && one.path("sku").asText().equals("MUG")
                                    && one.path("shown").asInt() == 17));
        }
    }

    /** The channel may not be ready at once: its own background jobs run. */
    private void told(String channel, int account, ObjectNode work, int attempt, Kind expected) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            String operation = work.at("/status/cancellationId").isMissingNode() ? "shipment" : "cancel";
            Outcome outcome = hub.work("status", channel, account, operation, attempt, work);
            assertThat(outcome.kind()).as(channel + " " + outcome).isEqualTo(expected);
        });
    }
}
