package org.caravanserai.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.caravanserai.testing.LogLines;
import org.caravanserai.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taps that fail are counted, and the log says when that begins and when it is over. */
class TapWatchTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestClock clock = TestClock.standing();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final AtomicInteger tapped = new AtomicInteger();
    private final AtomicInteger went = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        TapWatch.on(camel, meters, clock);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plain")
                        .routeId("plain")
                        .errorHandler(noErrorHandler())
                        .wireTap("direct:sink")
                        .id("tap-plain")
                        .process(exchange -> went.incrementAndGet());
                from("direct:handled")
                        .routeId("handled")
                        .onException(Exception.class)
                        .handled(true)
                        .maximumRedeliveries(0)
                        .wireTap("direct:sink")
                        .id("tap-failure")
                        .end()
                        .end()
                        .wireTap("direct:sink")
                        .id("tap-handled")
                        .process(exchange -> {
                            went.incrementAndGet();
                            if ("odd".equals(exchange.getMessage().getHeader("route"))) {
                                throw new IllegalStateException("the route itself");
                            }
                        });
                from("direct:sink").errorHandler(noErrorHandler()).process(exchange -> {
                    tapped.incrementAndGet();
                    if ("bad".equals(exchange.getMessage().getBody(String.class))) {
                        throw new IllegalStateException("no such queue");
                    }
                });
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void itIsToldOnceHoweverOftenItFailsAndOnceWhenItWorksAgain() {
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 3; i++) {
                send("direct:plain", "bad");
            }
            awaitFailures("tap-plain", 3);
            assertThat(taps(log))
                    .containsExactly(
                            "WARN TapWatch the tap plain/tap-plain fails, what it taps goes on (1 failed so far):"
                                    + " java.lang.IllegalStateException: no such queue");
            clock.move(Duration.ofMinutes(2));
            send("direct:plain", "good");
            send("direct:plain", "good");
            Awaitility.await().until(() -> taps(log).size() == 2);
            assertThat(taps(log).get(1)).isEqualTo("INFO TapWatch the tap plain/tap-plain works again (2 more failed)");
            send("direct:plain", "bad");
            awaitFailures("tap-plain", 4);
            assertThat(taps(log)).as("at most once a minute").hasSize(2);
            assertThat(went).hasValue(6);
        }
    }

    @Test
    void whatARouteConfigurationHasDealtWithIsAFailureOfTheTapAllTheSame() {
        send("direct:handled", "bad");
        awaitFailures("tap-handled", 1);
        assertThat(went).hasValue(1);
    }

    @Test
    void aTapThatTellsOfAFailureIsNotOneThatFails() {
        camel.createProducerTemplate().sendBodyAndHeader("direct:handled", "good", "route", "odd");
        Awaitility.await().until(() -> tapped.get() == 2);
        camel.stop();
        assertThat(failures("tap-failure")).isZero();
        assertThat(failures("tap-handled")).isZero();
    }

    private void send(String uri, String body) {
        int before = tapped.get();
        camel.createProducerTemplate().sendBody(uri, body);
        // in the order in which they were sent
        Awaitility.await().until(() -> tapped.get() > before);
    }

    private void awaitFailures(String step, int failures) {
        Awaitility.await().until(() -> failures(step) >= failures);
    }

    private double failures(String step) {
        return meters.get("hub.taps.failed").tag("step", step).counter().count();
    }

    private static List<String> taps(LogLines log) {
        return log.all().stream().filter(line -> line.contains("TapWatch")).toList();
    }
}
