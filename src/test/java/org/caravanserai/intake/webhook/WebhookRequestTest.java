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

    @Test
    void aBodyOverTheLimitIsRefusedWhetherItsLengthIsToldOrNot() throws Exception {
        byte[] big = new byte[(1 << 20) + 1];
        HttpRequest.Builder chunked = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/webhooks/shopify/north"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big)));

        assertThat(status(post("shopify/north", big))).isEqualTo(413);
        assertThat(status(chunked)).isEqualTo(413);
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
