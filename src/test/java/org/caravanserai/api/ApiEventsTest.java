package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.caravanserai.api.ApiUnderTest.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people and warehouses report by the API becomes events of the inbox. */
class ApiEventsTest {

    private static ApiUnderTest api;
    private static int account;
    private static long order;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiUnderTest();
        api.addCatalogue();
        account = api.account("shopify", "main");
        order = api.order(account, "6001", "#1001", Instant.parse("2026-11-23T10:00:00Z"));
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    @Test
    void stockIsShownPerPlaceInPages() throws Exception {
        JsonNode first = api.get(Role.VIEWER, "/api/v1/stock?limit=2").json();
        assertThat(first.at("/levels/0/available").asInt()).isEqualTo(3);
        assertThat(first.at("/levels/1/location").asText()).isEqualTo("MAIN");
        JsonNode second = api.get(
                        Role.VIEWER,
                        "/api/v1/stock?limit=2&cursor=" + first.path("next").asText())
                .json();
        assertThat(second.at("/levels/0/sku").asText()).isEqualTo("TEA");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(api.get(Role.VIEWER, "/api/v1/stock?sku=MUG&location=EAST")
                        .json()
                        .path("levels"))
                .hasSize(1);
    }

    @Test
    void aCountBecomesAnEventOnce() throws Exception {
        String body =
                "{\"reference\":\"c-1\",\"asOf\":\"2026-11-23T09:00:00Z\",\"levels\":[{\"sku\":\"MUG\",\"location\":\"MAIN\",\"onHand\":7}]}";
        Answer first = api.call(Role.OPERATOR, "PUT", "/api/v1/stock", body);
        Answer again = api.call(Role.OPERATOR, "PUT", "/api/v1/stock", body);
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json().path("duplicate").asBoolean()).isFalse();
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().path("duplicate").asBoolean()).isTrue();
        assertThat(again.json().path("eventId")).isEqualTo(first.json().path("eventId"));
        assertThat(api.event(first).at("/schema").asText()).isEqualTo("stock.v1");
        assertThat(api.event(first).at("/levels/0/onHand").asInt()).isEqualTo(7);
        assertThat(api.jdbc
                        .sql("select on_hand from stock where sku = 'MUG' and location = 'MAIN'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void aBadLevelDoesNotCostTheReportAndABadReportIsRefused() throws Exception {
        String report =
                "{\"reference\":\"%s\",\"asOf\":\"%s\",\"levels\":[{\"sku\":\"MUG\",\"location\":\"MAIN\",\"onHand\":7},"
                        + "{\"sku\":\"MUG\",\"location\":\"nowhere\",\"onHand\":-1.5}]}";
        Answer taken = api.call(Role.OPERATOR, "PUT", "/api/v1/stock", report.formatted("c-9", "2026-11-23T09:00:00Z"));
        assertThat(taken.status()).isEqualTo(202);
        assertThat(api.event(taken).at("/levels/1/onHand").asDouble()).isEqualTo(-1.5);
        assertThat(api.call(Role.OPERATOR, "PUT", "/api/v1/stock", report.formatted("c-9", "yesterday"))
                        .status())
                .isEqualTo(400);
        assertThat(api.call(
                                Role.OPERATOR,
                                "PUT",
                                "/api/v1/stock",
                                "{\"reference\":\"c-9\",\"asOf\":\"2026-11-23T09:00:00Z\",\"levels\":[]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aShipmentAndACancellationBecomeEvents() throws Exception {
        String parcels =
                "\"shippedAt\":\"2026-11-23T09:00:00Z\",\"parcels\":[{\"carrier\":\"ups\",\"trackingNumber\":\"1Z\",\"lines\":[{\"line\":1,\"quantity\":1}]}]}";
        Answer shipped = api.call(
                Role.OPERATOR, "POST", "/api/v1/shipments", "{\"reference\":\"s-1\",\"dispatchId\":\"77\"," + parcels);
        assertThat(shipped.status()).isEqualTo(202);
        assertThat(api.event(shipped).path("schema").asText()).isEqualTo("shipment.v1");
        assertThat(api.call(Role.OPERATOR, "POST", "/api/v1/shipments", "{\"reference\":\"s-2\"," + parcels)
                        .status())
                .isEqualTo(400);
        String letter =
                "{\"reference\":\"s-5\",\"dispatchId\":\"77\"," + parcels.replace("\"trackingNumber\":\"1Z\",", "");
        assertThat(api.call(Role.OPERATOR, "POST", "/api/v1/shipments", letter).status())
                .isEqualTo(202);
        Answer blank = api.call(
                Role.OPERATOR,
                "POST",
                "/api/v1/shipments",
                "{\"reference\":\"s-6\",\"dispatchId\":\"77\"," + parcels.replace("\"1Z\"", "\" \""));
        assertThat(blank.status()).isEqualTo(400);
        assertThat(blank.json().at("/errors/0").toString())
                .contains("/parcels/0/trackingNumber", "must not be blank; leave it out where there is none");
        String byOrder =
                "{\"reference\":\"s-3\",\"location\":\"MAIN\",\"order\":{\"channel\":\"shopify\",\"account\":\"%s\",\"orderId\":\"6001\"},"
                        + parcels;
        assertThat(api.call(Role.OPERATOR, "POST", "/api/v1/shipments", byOrder.formatted("main"))
                        .status())
                .isEqualTo(202);
        assertThat(api.call(Role.OPERATOR, "POST", "/api/v1/shipments", byOrder.formatted("other"))
                        .status())
                .isEqualTo(400);
        assertThat(api.call(
                                Role.OPERATOR,
                                "POST",
                                "/api/v1/shipments",
                                ("{\"reference\":\"s-4\",\"dispatchId\":\"77\"," + parcels)
                                        .replace("\"ups\"", "\"other\""))
                        .status())
                .isEqualTo(400);

        Answer cancelled = api.call(
                Role.OPERATOR,
                "POST",
                "/api/v1/cancellations",
                "{\"reference\":\"k-1\",\"orderId\":\"" + order + "\",\"reason\":\"buyer\"}");
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(api.event(cancelled).at("/order/hubOrderId").asText()).isEqualTo(Long.toString(order));
        assertThat(api.call(
                                Role.OPERATOR,
                                "POST",
                                "/api/v1/cancellations",
                                "{\"reference\":\"k-2\",\"orderId\":\"999999\",\"reason\":\"buyer\"}")
                        .status())
                .isEqualTo(404);
        String part = "{\"reference\":\"k-3\",\"orderId\":\"" + order + "\",\"reason\":\"buyer\",\"lines\":[%s]}";
        Answer some = api.call(
                Role.OPERATOR, "POST", "/api/v1/cancellations", part.formatted("{\"sku\":\"MUG\",\"quantity\":1}"));
        assertThat(some.status()).isEqualTo(202);
        assertThat(api.event(some).path("lines").toString()).isEqualTo("[{\"sku\":\"MUG\",\"quantity\":1}]");
        assertThat(api.call(
                                Role.OPERATOR,
                                "POST",
                                "/api/v1/cancellations",
                                part.formatted("{\"sku\":\"MUG\",\"line\":1,\"quantity\":1}"))
                        .status())
                .isEqualTo(400);
        assertThat(api.call(
                                Role.OPERATOR,
                                "POST",
                                "/api/v1/cancellations",
                                part.formatted("{\"line\":1,\"quantity\":0}"))
                        .status())
                .isEqualTo(400);
        assertThat(api.call(Role.OPERATOR, "POST", "/api/v1/cancellations", part.formatted(""))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aReferenceOfOneKindDoesNotHideAnotherKind() throws Exception {
        Answer count = api.call(
                Role.OPERATOR,
                "PUT",
                "/api/v1/stock",
                "{\"reference\":\"same\",\"asOf\":\"2026-11-23T09:00:00Z\",\"levels\":[{\"sku\":\"MUG\",\"location\":\"MAIN\",\"onHand\":7}]}");
        Answer cancel = api.call(
                Role.OPERATOR,
                "POST",
                "/api/v1/cancellations",
                "{\"reference\":\"same\",\"orderId\":\"" + order + "\",\"reason\":\"other\"}");
        assertThat(count.json().path("duplicate").asBoolean()).isFalse();
        assertThat(cancel.json().path("duplicate").asBoolean()).isFalse();
    }
}
