package org.caravanserai.intake.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caravanserai.channel.ChannelHub;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.inbox.EventKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route that empties a queue which two sellers share. */
class QueueTest {

    private final HiddenQueue queue = new HiddenQueue();
    private ChannelHub hub;

    @BeforeEach
    void start(@TempDir Path secrets) throws Exception {
        hub = new ChannelHub(
                secrets,
                queue,
                FixedAccounts.account(1, "amazon", "mugs", "", Map.of("sellerId", "A2MUGS")),
                FixedAccounts.account(2, "amazon", "cups", "", Map.of("sellerId", "A2CUPS")));
        hub.camel()
                .addRouteFromTemplate(
                        "amazon-pull-queue",
                        "pull-queue",
                        "amazon-pull-queue-",
                        Map.of("channel", "amazon", "pause", "20"));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private List<String> cases() {
        return hub.cases.opened.stream()
                .map(one -> one.code() + " " + one.subject() + " " + one.accountId() + " " + one.summary())
                .distinct()
                .toList();
    }

    @Test
    void aQueueThatRefusesUsIsOneCaseThatEndsWhenItWorksAndIsNotAskedAllTheTime() {
        await().atMost(Duration.ofSeconds(10)).until(() -> hub.cases.over.contains("1 queue"));
        hub.cases.over.clear();
        queue.failing("no secret amazon-mugs.aws-access-key-id", true);
        await().atMost(Duration.ofSeconds(10)).until(() -> !hub.cases.opened.isEmpty());
        int looks = queue.looks();
        await().during(Duration.ofMillis(600)).atMost(Duration.ofSeconds(5)).until(() -> queue.looks() <= looks + 1);
        assertThat(cases())
                .containsExactly(
                        "queue.unreadable queue 1 amazon account mugs: no secret amazon-mugs.aws-access-key-id");
        queue.failing(null, true);
        queue.put(change("A2MUGS", "902-7", "n7"));
        await().atMost(Duration.ofSeconds(20)).until(() -> queue.deleted().size() == 1);
        assertThat(hub.cases.over).containsExactly("1 queue", "1 queue-delete");
    }

    @Test
    void aQueueThatIsAwayForAMomentIsNoCase() {
        queue.failing("its queue does not answer", false);
        await().atMost(Duration.ofSeconds(10)).until(() -> queue.looks() > 2);
        queue.failing(null, false);
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.cases.over.contains("1 queue"));
        assertThat(hub.cases.opened).isEmpty();
    }

    @Test
    void aQueueThatKeepsItsMessagesIsACaseOfItsOwn() {
        queue.undeletable(true);
        queue.put(change("A2MUGS", "902-8", "n8"));
        await().atMost(Duration.ofSeconds(10)).until(() -> !hub.cases.opened.isEmpty());
        assertThat(cases())
                .containsExactly(
                        "queue.undeletable queue-delete 1 amazon account mugs: its queue does not let its messages be deleted (403)");
        queue.undeletable(false);
        queue.showHiddenAgain();
        await().atMost(Duration.ofSeconds(10)).until(() -> hub.cases.over.contains("1 queue-delete"));
    }

    private static String change(String seller, String order, String id) {
        return "{\"NotificationType\":\"ORDER_CHANGE\",\"Payload\":{\"OrderChangeNotification\":{\"SellerId\":\""
                + seller + "\",\"AmazonOrderId\":\"" + order + "\"}},\"NotificationMetadata\":{\"NotificationId\":\""
                + id + "\"}}";
    }

    @Test
    void eachSellersEventGoesToItsAccountAndTheMessageIsDeletedAfterwards() {
        queue.put(change("A2CUPS", "902-1", "n1"));
        queue.put(change("A2MUGS", "902-2", "n2"));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(queue.deleted()).hasSize(2));

        assertThat(hub.stored)
                .extracting(event -> event.accountId() + " " + event.orderKey() + " " + event.kind() + " "
                        + event.notificationOnly())
                .containsExactlyInAnyOrder("2 902-1 order true", "1 902-2 order true");
        assertThat(new String(hub.stored.get(0).eventKey(), StandardCharsets.UTF_8))
                .isEqualTo("n1\0");
    }

    @Test
    void anUnknownSellersEventIsKeptForPeople() {
        queue.put(change("A2NOBODY", "902-3", "n3"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(queue.deleted()).hasSize(1));
        assertThat(hub.stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.UNRECOGNISED);
            assertThat(event.accountId()).isEqualTo(1);
        });
    }

    @Test
    void namesInAnyCaseAreUnderstood() {
        queue.put(
                "{\"notificationType\":\"ORDER_CHANGE\",\"payload\":{\"orderChangeNotification\":{\"sellerId\":\"A2MUGS\","
                        + "\"amazonOrderId\":\"902-5\"}},\"notificationMetadata\":{\"notificationId\":\"n5\"}}");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(queue.deleted()).hasSize(1));
        assertThat(hub.stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.ORDER);
            assertThat(event.orderKey()).isEqualTo("902-5");
            assertThat(event.notificationOnly()).isTrue();
        });
    }

    @Test
    void aHintWithoutSellerKeepsItsOrdersId() {
        queue.put(
                "{\"NotificationType\":\"ORDER_CHANGE\",\"Payload\":{\"OrderChangeNotification\":{\"AmazonOrderId\":\"902-6\"}},"
                        + "\"NotificationMetadata\":{\"NotificationId\":\"n6\"}}");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(queue.deleted()).hasSize(1));
        assertThat(hub.stored).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.UNRECOGNISED);
            assertThat(event.orderKey()).isEqualTo("902-6");
            assertThat(event.headers()).containsEntry("hubCause", "unknown_seller");
        });
    }

    @Test
    void aMessageThatIsNoJsonIsKeptForPeopleAndDoesNotComeBack() {
        queue.put("{\"NotificationType\":");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(queue.deleted()).hasSize(1));
        assertThat(hub.stored)
                .singleElement()
                .satisfies(event -> assertThat(event.kind()).isEqualTo(EventKind.UNRECOGNISED));
    }

    @Test
    void aMessageWhoseEventWasNotCommittedIsNotDeleted() {
        hub.storeAway = true;
        queue.put(change("A2MUGS", "902-4", "n4"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(queue.received()).isGreaterThan(0));
        await().during(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(5))
                .until(() -> queue.deleted().isEmpty());

        hub.storeAway = false;
        queue.showHiddenAgain();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(queue.deleted()).hasSize(1));
        assertThat(hub.stored).hasSize(1);
    }

    @Test
    void aTopicWeDoNotNeedIsDeletedAndForgotten() {
        queue.put("{\"NotificationType\":\"LISTINGS_ITEM_MFN_QUANTITY_CHANGE\"}");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(queue.deleted()).hasSize(1));
        assertThat(hub.stored).isEmpty();
    }
}
