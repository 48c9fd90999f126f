package org.caravanserai.outbox.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.caravanserai.base.TimeScale;
import org.caravanserai.outbox.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A channel that puts a message off for its rate, time after time. */
class PutOffMessageTest {

    private final Hubs hubs = new Hubs();
    private volatile boolean throttled = true;

    @AfterEach
    void stop() throws InterruptedException {
        hubs.close();
    }

    private Recorder channel() {
        return Recorder.answering(
                "status", work -> throttled ? Outcome.throttled("too many calls (429)", null) : Outcome.ok());
    }

    @Test
    void afterAWhilePeopleAreToldAndItIsTriedOn() {
        hubs.pace = new TimeScale(1000);
        Recorder channel = channel();
        long row = hubs.status(hubs.account("shopify", "one"), "shipment", 7L, null, null);
        hubs.hub(1).serve(channel).start();
        // its account is a case as well
        await().until(() -> hubs.cases.stream().anyMatch(one -> one.code().equals("status-out.not_ready")));

        assertThat(hubs.cases)
                .filteredOn(one -> one.code().equals("status-out.not_ready"))
                .first()
                .satisfies(one -> assertThat(one.outboxId()).isEqualTo(row))
                .satisfies(one -> assertThat(one.summary()).contains("tried on").contains("429"));
        assertThat(hubs.state(row)).as("it waits for nobody").isIn("pending", "sending");
        assertThat(channel.seen).as("the pause grows").hasSizeLessThan(100);
        assertThat(hubs.attempts(row)).as("it says nothing about the message").isLessThanOrEqualTo(1);

        throttled = false;
        await().until(() -> hubs.state(row).equals("sent"));
        await().untilAsserted(() -> assertThat(hubs.delivered).containsExactly(row));
    }

    @Test
    void whatIsPutOffForAMomentIsNobodysAffair() {
        hubs.pace = new TimeScale(50);
        Recorder channel = channel();
        long row = hubs.status(hubs.account("shopify", "one"), "shipment", 7L, null, null);
        hubs.hub(1).serve(channel).start();
        await().until(() -> channel.seen.size() >= 3);
        throttled = false;
        await().until(() -> hubs.state(row).equals("sent"));
        assertThat(hubs.cases).isEmpty();
    }

    @Test
    void beforeTheChannelsShipByPeopleAreToldEarlier() {
        // fifteen minutes are eighteen seconds
        hubs.pace = new TimeScale(50);
        Instant began = Instant.now();
        hubs.status(hubs.account("amazon", "one"), "shipment", 7L, began.plusSeconds(15), null);
        hubs.hub(1).serve(channel()).start();
        await().until(() -> !hubs.cases.isEmpty());
        assertThat(hubs.cases.get(0).code()).isEqualTo("status-out.not_ready");
        assertThat(Instant.now()).isBefore(began.plusSeconds(15));
    }
}
