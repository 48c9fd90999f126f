package org.caravanserai.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.caravanserai.inbox.EventKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook request may be like, and what of it gets in. */
class WebhookRequestTest extends WebhookUnderTest {

    @Test
    void aZippedBodyIsRefusedEvenIfSigned() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(ORDER.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(status(post("shopify/north", zipped.toByteArray())
                        .header("Content-Encoding", "gzip")
                        .header("X-Shopify-Hmac-SHA256", sign("new-secret", zipped.toByteArray()))))
                .isEqualTo(415);
        assertThat(stored).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shopify/unknown",
                "shopify/",
                "shopify",
                "nochannel/north",
                "shopify/north/more",
                "shopify/gone",
                "amazon/north"
            })
    void unknownAccountsAreNotFound(String path) throws Exception {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);
        assertThat(status(post(path, body).header("X-Shopify-Hmac-SHA256", sign("new-secret", body))))
                .isEqualTo(404);
    }

    /** A refusal would end the subscription, and the order would come by no other way. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSignedBodyOverTheLimitIsAnsweredAsSuccessAndItsOrderIsFetched(boolean chunked) throws Exception {
        byte[] big = (ORDER.substring(0, ORDER.length() - 1) + ",\"x\":\"" + "y".repeat(3 << 20) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = chunked
                ? HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/webhooks/shopify/north"))
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big)))
                : post("shopify/north", big);

        assertThat(status(request.header("X-Shopify-Topic", "orders/create")
                        .header("X-Shopify-Webhook-Id", "w-9")
                        .header("X-Shopify-Hmac-SHA256", sign("old-secret", big))))
                .isEqualTo(200);
        assertThat(stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.ORDER);
            assertThat(event.orderKey()).isEqualTo("6001");
            assertThat(event.notificationOnly()).isTrue();
            assertThat(event.body()).hasSize(4096);
        });
        assertThat(count("shopify", "too-long")).isEqualTo(1);
        assertThat(polled).isEmpty();
    }

    @Test
    void aBodyOverTheLimitThatNamesNoOrderAtItsBeginningHasTheAccountLookedThrough() throws Exception {
        String big = "{\"x\":\"" + "y".repeat(1 << 20) + "\",\"id\":6001}";
        assertThat(status(shopify("north", "new-secret", big))).isEqualTo(200);
        assertThat(stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.UNRECOGNISED);
            assertThat(event.headers()).containsEntry("hubCause", "too_long");
        });
        assertThat(polled).containsExactly(1);
    }

    @Test
    void aBodyOverTheLimitNeedsItsSignatureToTheLastByte() throws Exception {
        byte[] big = (ORDER + " ".repeat(2 << 20)).getBytes(StandardCharsets.UTF_8);
        String signature = sign("new-secret", big);
        big[big.length - 1] = '\n';
        assertThat(status(post("shopify/north", big)
                        .header("X-Shopify-Topic", "orders/create")
                        .header("X-Shopify-Hmac-SHA256", signature)))
                .isEqualTo(401);
        assertThat(stored).isEmpty();
    }

    @Test
    void aBodyFarOverTheLimitIsRefused() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /webhooks/shopify/north HTTP/1.1\r\nHost: h\r\nContent-Length: " + (65L << 20)
                            + "\r\nX-Shopify-Hmac-SHA256: AAAA\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(new byte[(1 << 20) + 1]);
            out.flush();
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 413");
        }
        assertThat(stored).isEmpty();
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() throws Exception {
        String filler = " ".repeat((1 << 20) - ORDER.length());
        assertThat(status(shopify("north", "new-secret", ORDER + filler))).isEqualTo(200);
        assertThat(stored.get(0).body()).hasSize(1 << 20);
    }

    @Test
    void aBodyCutShortIsRefused() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /webhooks/shopify/north HTTP/1.1\r\nHost: h\r\nContent-Length: 500\r\nX-Shopify-Hmac-SHA256: "
                                    + sign("new-secret", ORDER.getBytes(StandardCharsets.UTF_8)) + "\r\n\r\n" + ORDER)
                            .getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400");
        }
        assertThat(stored).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelExecCommandExecutable",
                "CAmelBeanMethodName",
                "CamelHttpUri",
                "CamelJmsDestinationName",
                "CamelFileName",
                "CamelSqlQuery",
                "kafka.OVERRIDE_TOPIC",
                "operationName",
                "Long-Running-Action",
                "hubKind",
                "camelhttpresponsecode"
            })
    void noHeaderQueryOrFieldFromOutsideBecomesAHeader(String name) throws Exception {
        byte[] body = ORDER.getBytes(StandardCharsets.UTF_8);
        int status = status(post("shopify/north?" + name + "=x", body)
                .header(name, "ignored")
                .header("X-Shopify-Topic", "orders/create")
                .header("X-Shopify-Hmac-SHA256", sign("new-secret", body)));

        assertThat(status).isEqualTo(200);
        assertThat(stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.ORDER);
            assertThat(event.headers()).doesNotContainKey(name);
        });
        assertThat(last.getMessage().getHeaders())
                .doesNotContainEntry(name, "ignored")
                .doesNotContainEntry(name, "x");
    }

    @Test
    void onlyPostIsTaken() throws Exception {
        HttpRequest.Builder get = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/webhooks/shopify/north"))
                .GET();
        assertThat(status(get)).isIn(404, 405);
    }

    @Test
    void noAnswerCarriesAHeaderOfOurs() throws Exception {
        HttpResponse<String> answer = send(shopify("north", "new-secret", ORDER));
        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("hub")
                        || name.toLowerCase(Locale.ROOT).startsWith("x-shopify"));
    }
}
