package org.caravanserai.runtime.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.caravanserai.base.ConfigException;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebServersTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final WebServers web = new WebServers(settings(0));

    private static WebSettings settings(int port) {
        return new WebSettings(
                "127.0.0.1", port, "127.0.0.1", 0, 16, Duration.ofMillis(600), 8192, Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        release.countDown();
        web.stop();
    }

    private void startAll() {
        web.management(web.managementContext("/observe", Map.of("/ping", new Echo()), List.of()));
        web.start();
        web.accept(Map.of(
                "/api/*", new ServletHolder("echo", new Echo()), "/slow", new ServletHolder("slow", new Slow())));
    }

    @Test
    void managementAnswersBeforeBusinessAcceptsAndNeitherServesTheOthersPaths() throws Exception {
        web.management(web.managementContext("/observe", Map.of("/ping", new Echo()), List.of()));
        web.start();
        assertThat(get(web.managementPort(), "/observe/ping").statusCode()).isEqualTo(200);
        assertThat(web.port()).isNotPositive();

        web.accept(Map.of("/api/*", new ServletHolder("echo", new Echo())));
        assertThat(get(web.port(), "/api/x").body()).isEqualTo("/x");
        assertThat(get(web.port(), "/observe/ping").statusCode()).isEqualTo(404);
        assertThat(get(web.managementPort(), "/api/x").statusCode()).isEqualTo(404);
    }

    @Test
    void anAnswerTellsNothingAboutTheInsideAndCarriesTheSecurityHeaders() throws Exception {
        startAll();
        HttpResponse<String> missing = get(web.port(), "/none");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}");
        HttpResponse<String> failed = get(web.port(), "/api/fail");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).doesNotContain("secret", "Exception", "jetty");
        HttpResponse<String> good = get(web.port(), "/api/x");
        assertThat(good.headers().map()).doesNotContainKeys("server", "x-powered-by");
        assertThat(good.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(good.headers().firstValue("x-frame-options")).contains("DENY");
        assertThat(good.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void headersAboveTheLimitAreRefused() throws IOException {
        startAll();
        assertThat(raw("GET /api/x HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(9000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(raw("GET /api/" + "y".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(
                        raw(
                                "POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void aConnectionThatSendsNothingMoreIsClosed() throws IOException {
        startAll();
        long began = System.nanoTime();
        String answer = raw("POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(answer).doesNotContain("HTTP/1.1 200");
    }

    @Test
    void aStopLetsTheRunningRequestEndAndTakesNoOther() throws Exception {
        startAll();
        int port = web.port();
        CompletableFuture<HttpResponse<String>> running =
                HTTP.sendAsync(request(port, "/slow"), HttpResponse.BodyHandlers.ofString());
        entered.await();

        CompletableFuture<Void> drained = CompletableFuture.runAsync(web::drain);
        await().atMost(Duration.ofSeconds(5)).until(() -> refused(port));
        assertThat(drained).isNotDone();
        assertThat(get(web.managementPort(), "/observe/ping").statusCode()).isEqualTo(200);
        release.countDown();

        assertThat(running.get().statusCode()).isEqualTo(200);
        drained.get();
    }

    @Test
    void aTakenPortIsNamedWithItsKey() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            WebServers second = new WebServers(settings(taken.getLocalPort()));
            assertThatThrownBy(second::start)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("hub.http.port")
                    .hasMessageContaining(":" + taken.getLocalPort());
            second.stop();
        }
    }

    private static boolean refused(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", web.port())) {
            socket.setSoTimeout(4_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            StringBuilder text = new StringBuilder();
            try {
                for (int next = in.read(); next >= 0; next = in.read()) {
                    text.append((char) next);
                }
            } catch (SocketTimeoutException e) {
                text.append("(still open)");
            }
            return text.toString();
        }
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HTTP.send(request(port, path), HttpResponse.BodyHandlers.ofString());
    }

    private static final class Echo extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if ("/fail".equals(request.getPathInfo())) {
                throw new IllegalStateException("secret");
            }
            response.getWriter().print(request.getPathInfo());
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
        }
    }

    private final class Slow extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
