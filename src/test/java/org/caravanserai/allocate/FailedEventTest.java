package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.caravanserai.testing.LogLines;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.RouteSteps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event that cannot go on becomes a case, and its neighbours go on. */
class FailedEventTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";

    @Test
    void anUnreadableEventBecomesACaseAndItsNeighboursGoOn() {
        hub.stock("MUG", "MAIN", 5);
        hub.event(shop, "order", "canonical", "bad", hub.key(), "{\"schema\": nonsense");
        send(Orders.order("1", V1, "MUG", 1));
        hub.event(shop, "strange", "", "x", hub.key(), "{}");
        hub.awaitQuiet();
        assertThat(states()).containsExactly("ALLOCATED");
        assertThat(hub.sql()
                        .sql("select code from exception_case where scope = 'event' order by code")
                        .query(String.class)
                        .list())
                .hasSize(2)
                .contains("intake.unknown_kind");
    }

    /** A fault of ours, planted: the group's next step is none that timers know. */
    @Test
    void anEventThatFailsIsOneLineOfTheLogWithItsTraceAndACase() {
        send(Orders.order("1", V1, "MUG", 99));
        hub.awaitQuiet();
        long group = hub.sql()
                .sql("update fulfilment_group set next_step = 'dance', next_at = '2026-11-23T12:00:00Z' returning id")
                .query(Long.class)
                .single();
        try (LogLines log = new LogLines()) {
            hub.event(1, "timer", "", "x", hub.key(), "{\"groupId\":" + group + ",\"step\":\"confirm\"}");
            hub.awaitQuiet();
            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .matches("WARN InboxWorker event [0-9]+ failed, attempt 1 of 1 !");
        }
        assertThat(hub.count("exception_case where code = 'intake.unexpected'")).isEqualTo(1);
    }

    /** A fault of ours, planted: the dead letter route has lost the step that makes a batch of the event. */
    @Test
    void anEventThatCannotEvenBecomeACaseIsOneLineThatSaysWhy(@TempDir Path scratch) {
        RouteSteps.Step step = RouteSteps.in(Path.of("routes"), Path.of("60-recover/dead-letter.camel.yaml")).stream()
                .filter(one -> one.id().equals("stand-alone"))
                .findFirst()
                .orElseThrow();
        try (ProcessingHub broken = new ProcessingHub(RouteSteps.without(Path.of("routes"), step, scratch), 1)) {
            broken.event(
                    broken.connect("shopify", "main"),
                    "order",
                    "canonical",
                    "1",
                    broken.key(),
                    Orders.order("1", V1, "MUG", 99));
            broken.awaitQuiet();
            long group = broken.sql()
                    .sql(
                            "update fulfilment_group set next_step = 'dance', next_at = '2026-11-23T12:00:00Z' returning id")
                    .query(Long.class)
                    .single();
            try (LogLines log = new LogLines()) {
                broken.event(1, "timer", "", "x", broken.key(), "{\"groupId\":" + group + ",\"step\":\"confirm\"}");
                Awaitility.await().until(() -> log.all().stream().anyMatch(line -> line.contains("anew")));
                assertThat(log.all())
                        .filteredOn(line -> line.contains("anew"))
                        .first()
                        .asString()
                        .matches(
                                "(?s)WARN InboxWorker inbox worker 0 starts its batch anew: .*event [0-9]+ could not become a case: .* !")
                        .doesNotContain("CamelExecutionException");
                assertThat(log.all()).noneMatch(line -> line.startsWith("ERROR"));
            }
        }
    }
}
