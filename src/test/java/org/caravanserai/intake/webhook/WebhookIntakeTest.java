package org.caravanserai.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a signed webhook, from the socket to the store. */
class WebhookIntakeTest extends WebhookUnderTest {

    @Test
    void aSignedOrderIsStoredByteForByteBeforeItIsAnswered() throws Exception {
        assertThat(status(shopify("north", "new-secret", ORDER))).isEqualTo(200);

        assertThat(stored).singleElement().satisfies(event -> {
            assertThat(event.body()).isEqualTo(ORDER.getBytes(StandardCharsets.UTF_8));
            assertThat(event.accountId()).isEqualTo(1);
            assertThat(event.kind()).isEqualTo(EventKind.ORDER);
            assertThat(event.source()).isEqualTo(EventSource.WEBHOOK);
            assertThat(event.topic()).isEqualTo("orders/create");
            assertThat(event.shape()).isEqualTo("webhook");
            assertThat(event.orderKey()).isEqualTo("6001");
            assertThat(event.notificationOnly()).isFalse();
            assertThat(event.headers())
                    .containsOnly(
                            Map.entry("X-Shopify-Topic", "orders/create"), Map.entry("X-Shopify-Webhook-Id", "w-1"));
            assertThat(new String(event.eventKey(), StandardCharsets.UTF_8))
                    .isEqualTo("orders/create\0006001\000w-1\000");
        });
    }

    @Test
    void aDuplicateIsAnsweredLikeTheFirst() throws Exception {
        HttpResponse<String> first = send(shopify("north", "new-secret", ORDER));
        HttpResponse<String> second = send(shopify("north", "new-secret", ORDER));

        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(count("shopify", "duplicate")).isEqualTo(1);
    }

    @Test
    void aFormBodyWithARightSignatureIsStoredAsItIs() throws Exception {
        byte[] form = "id=6001&name=%231001".getBytes(StandardCharsets.UTF_8);

        assertThat(status(post("shopify/north", form)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Shopify-Hmac-SHA256", sign("new-secret", form))
                        .header("X-Shopify-Topic", "orders/create")))
                .isEqualTo(200);
        assertThat(stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.UNRECOGNISED);
            assertThat(event.body()).isEqualTo(form);
        });
    }

    @Test
    void theShopsPingIsAnsweredWith200AndStoredNowhere() throws Exception {
        assertThat(status(post("woocommerce/tea", "webhook_id=12".getBytes(StandardCharsets.UTF_8))
                        .header("Content-Type", "application/x-www-form-urlencoded")))
                .isEqualTo(200);
        assertThat(stored).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{\"id\":", "", "[]", "{\"id\":{}}", "{\"name\":\"no id\"}", "{\"id\":null}"})
    void anythingStrangeWithARightSignatureIsStoredForPeopleAndAnsweredAsSuccess(String body) throws Exception {
        assertThat(status(shopify("north", "new-secret", body))).isEqualTo(200);
        assertThat(stored)
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo(EventKind.UNRECOGNISED));
    }

    @Test
    void anUnknownTopicIsStoredForPeople() throws Exception {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);
        assertThat(status(post("shopify/north", body)
                        .header("X-Shopify-Topic", "orders/never_heard_of")
                        .header("X-Shopify-Hmac-SHA256", sign("new-secret", body))))
                .isEqualTo(200);
        assertThat(stored)
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo(EventKind.UNRECOGNISED));
    }

    @ParameterizedTest
    @CsvSource({
        "shopify/star, star-secret, X-Shopify, Shop-Domain, other.myshopify.com, true",
        "shopify/star, star-secret, X-Shopify, Shop-Domain, Star.MyShopify.com, false",
        "shopify/north, new-secret, X-Shopify, Shop-Domain, anything.myshopify.com, false",
        "woocommerce/cups, cups-secret, X-WC, Webhook-Source, https://staging.cups.example/, true",
        "woocommerce/cups, cups-secret, X-WC, Webhook-Source, https://cups.example/, false"
    })
    void anotherShopsDeliveryIsStoredAndNeverAnOrder(
            String path, String secret, String prefix, String header, String shop, boolean foreign) throws Exception {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);
        assertThat(status(post(path, body)
                        .header(prefix + "-" + header, shop)
                        .header("X-Shopify-Topic", "orders/create")
                        .header("X-Shopify-Hmac-SHA256", sign(secret, body))
                        .header("X-WC-Webhook-Topic", "order.created")
                        .header("X-WC-Webhook-Signature", sign(secret, body))))
                .isEqualTo(200);
        assertThat(stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(foreign ? EventKind.UNRECOGNISED : EventKind.ORDER);
            assertThat(event.headers().getOrDefault("hubReason", ""))
                    .isEqualTo(foreign ? "it is of the shop " + shop : "");
        });
    }

    @Test
    void anOrdersEventWithoutAnIdHasTheAccountLookedThrough() throws Exception {
        assertThat(status(shopify("north", "new-secret", "{\"name\":\"no id\"}")))
                .isEqualTo(200);
        assertThat(stored)
                .singleElement()
                .satisfies(event -> assertThat(event.headers())
                        .containsEntry("hubCause", "no_order_id")
                        .containsEntry("hubReason", "orders/create without an order id at /id"));
        assertThat(polled).containsExactly(1);
    }

    @Test
    void aTopicWeDoNotNeedIsAnsweredAndForgotten() throws Exception {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);
        assertThat(status(post("shopify/north", body)
                        .header("X-Shopify-Topic", "products/update")
                        .header("X-Shopify-Hmac-SHA256", sign("new-secret", body))))
                .isEqualTo(200);
        assertThat(stored).isEmpty();
    }

    @Test
    void aStoreThatIsAwayMakesTheChannelComeAgain() throws Exception {
        storeAway = true;
        HttpResponse<String> answer = send(shopify("north", "new-secret", ORDER));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("\"status\":503").contains("send it again");
    }

    @Test
    void aTrashedWooOrderIsANotificationOnly() throws Exception {
        byte[] body = "{\"id\":77}".getBytes(StandardCharsets.UTF_8);
        assertThat(status(post("woocommerce/tea", body)
                        .header("X-WC-Webhook-Topic", "order.deleted")
                        .header("X-WC-Webhook-Signature", sign("tea-secret", body))))
                .isEqualTo(200);
        assertThat(stored).singleElement().satisfies(event -> {
            assertThat(event.notificationOnly()).isTrue();
            assertThat(event.orderKey()).isEqualTo("77");
        });
    }
}
