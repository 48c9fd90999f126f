package org.caravanserai.intake.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts {@code hub.webhooks} by channel and what became of them: accepted, duplicate, ignored, unrecognised or why refused. */
public final class IntakeMeters {

    private final MeterRegistry registry;
    private final ConcurrentMap<String, Counter> counters = new ConcurrentHashMap<>();

    public IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String channel, String result) {
        counters.computeIfAbsent(
                        channel + '/' + result,
                        key -> Counter.builder("hub.webhooks")
                                .description("Webhook deliveries by channel and result")
                                .tag("channel", channel)
                                .tag("result", result)
                                .register(registry))
                .increment();
    }
}
