package org.caravanserai.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.intake.webhook.HmacCheck;

/** What a shop's webhooks and a stranger's look-alikes are answered. */
final class WebhookAct {

    private static final String ORDER = "{\"id\": 6001, \"updated_at\":\"2026-11-23T05:00:00-05:00\"}";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ChannelHub hub;
    private final int port;

    WebhookAct(ChannelHub hub, int port) {
        this.hub = hub;
        this.port = port;
    }

    void play() throws Exception {
        order();
        assertThat(hub.stored.get(0).headers()).containsOnly(Map.entry("X-Shopify-Topic", "orders/create"));
        assertThat(send(shopify("north", "guessed", ORDER)).statusCode()).isEqualTo(401);
        assertThat(send(shopify("nobody", "secret", ORDER)).statusCode()).isEqualTo(404);
        assertThat(send(shopify("north", "secret", ORDER).header("Content-Encoding", "gzip"))
                        .statusCode())
                .isEqualTo(415);
        hub.stored.clear();
        HttpResponse<String> ping = send(
                post("woocommerce/tea", "webhook_id=12").header("Content-Type", "application/x-www-form-urlencoded"));
        assertThat(ping.statusCode()).isEqualTo(200);
        assertThat(hub.stored).isEmpty();
        hub.storeAway = true;
        assertThat(send(shopify("north", "secret", ORDER)).headers().firstValue("Retry-After"))
                .isPresent();
        hub.storeAway = false;
    }

    /** A signed order is stored before it is answered, with nothing but a 200. */
    private void order() throws Exception {
        hub.stored.clear();
        HttpResponse<String> answer = send(shopify("north", "secret", ORDER));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(hub.stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.ORDER);
            assertThat(event.orderKey()).isEqualTo("6001");
            assertThat(event.body()).isEqualTo(ORDER.getBytes(StandardCharsets.UTF_8));
        });
    }

    private HttpRequest.Builder shopify(String account, String secret, String body) {
        return post("shopify/" + account, body)
                .header("X-Shopify-Topic", "orders/create")
                .header("X-Odd", "odd")
                .header("X-Shopify-Hmac-SHA256", sign(secret, body));
    }

    private HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/" + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String sign(String secret, String body) {
        return Base64.getEncoder()
                .encodeToString(new HmacCheck()
                        .sign(secret.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
