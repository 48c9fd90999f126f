package org.caravanserai.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.channel.account.ForbiddenTargetException;
import org.caravanserai.channel.account.TargetGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChannelHttpTest {

    private final Queue<Headers> came = new ConcurrentLinkedQueue<>();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private HttpServer channel;

    @BeforeEach
    void start() throws Exception {
        channel = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        channel.createContext("/", exchange -> {
            came.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        channel.start();
        camel.addComponent(
                "http", ChannelHttp.component(Duration.ofSeconds(5), Duration.ofSeconds(5), 2, TargetGuard.OPEN));
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        channel.stop(0);
    }

    private Exchange call(long nanosLeft) {
        try (ProducerTemplate producer = camel.createProducerTemplate()) {
            return producer.request(
                    "http://127.0.0.1:" + channel.getAddress().getPort() + "/orders",
                    exchange -> exchange.getMessage()
                            .setHeader(ChannelHttp.SEND_UNTIL, Long.toString(System.nanoTime() + nanosLeft)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aCallThatWasLaidOutTooLongAgoIsNotSent() {
        assertThat(call(-1).getException()).isInstanceOf(FrozenCallException.class);
        assertThat(came).isEmpty();
    }

    /** The address is judged where the socket connects, whatever was said of the name before. */
    @Test
    void whereTheHubMayNotConnectToNothingIsSent() {
        camel.removeComponent("http");
        camel.addComponent(
                "http", ChannelHttp.component(Duration.ofSeconds(5), Duration.ofSeconds(5), 2, new TargetGuard(false)));
        assertThat(call(Duration.ofMinutes(1).toNanos()).getException()).isInstanceOf(ForbiddenTargetException.class);
        assertThat(came).isEmpty();
    }

    @Test
    void howLongACallMayBeSentIsToldToNobody() {
        assertThat(call(Duration.ofMinutes(1).toNanos()).getException()).isNull();
        assertThat(List.copyOf(came))
                .singleElement()
                .satisfies(headers -> assertThat(headers).doesNotContainKey(ChannelHttp.SEND_UNTIL));
    }
}
