package org.caravanserai.testbed.sandbox.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.rig.PublishedSpecs;
import org.caravanserai.testbed.sandbox.rig.SandboxRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The queue as the real AWS client sees it. */
class AmazonQueueTest {

    private static SqsClient client(SandboxRig rig, String secret) {
        return SqsClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(rig.connection().path("baseUrl").asText() + "/sqs"))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(rig.secret("aws-access-key-id"), secret)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static SqsClient client(SandboxRig rig) {
        return client(rig, rig.secret("aws-secret-access-key"));
    }

    private static String url(SqsClient sqs) {
        return sqs.getQueueUrl(call -> call.queueName("order-changes")).queueUrl();
    }

    private static List<Message> receive(SqsClient sqs, String url, int visibility, int wait) {
        return sqs.receiveMessage(call -> call.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(visibility)
                        .waitTimeSeconds(wait))
                .messages();
    }

    @Test
    void aReceivedMessageStaysHiddenAndComesBackUnlessItIsDeleted() throws Exception {
        try (SandboxRig rig = new SandboxRig("amazon", 20);
                SqsClient sqs = client(rig)) {
            String order = rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
            String url = url(sqs);
            List<Message> first = receive(sqs, url, 30, 0);
            assertThat(first).hasSize(1);
            assertThat(first.get(0).body()).contains(order).contains("ORDER_CHANGE");
            assertThat(receive(sqs, url, 30, 0)).isEmpty();
            // 30 s of the queue's time are 1.5 s at factor 20; long polling is shortened alike.
            await().atMost(Duration.ofSeconds(8)).untilAsserted(() -> {
                List<Message> again = receive(sqs, url, 30, 10);
                assertThat(again)
                        .extracting(Message::messageId)
                        .containsExactly(first.get(0).messageId());
                sqs.deleteMessage(
                        call -> call.queueUrl(url).receiptHandle(first.get(0).receiptHandle()));
                assertThat(rig.ledgerOrder(order)
                                .path("deliveries")
                                .get(0)
                                .path("status")
                                .asInt())
                        .as("an overtaken handle deletes nothing")
                        .isZero();
                sqs.deleteMessage(
                        call -> call.queueUrl(url).receiptHandle(again.get(0).receiptHandle()));
            });
            assertThat(rig.ledgerOrder(order)
                            .path("deliveries")
                            .get(0)
                            .path("status")
                            .asInt())
                    .isEqualTo(200);
        }
    }

    @Test
    void visibilityCanBeGivenBackAtOnce() throws Exception {
        try (SandboxRig rig = new SandboxRig("amazon", 1);
                SqsClient sqs = client(rig)) {
            rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
            String url = url(sqs);
            Message taken = receive(sqs, url, 300, 0).get(0);
            sqs.changeMessageVisibility(call ->
                    call.queueUrl(url).receiptHandle(taken.receiptHandle()).visibilityTimeout(0));
            assertThat(receive(sqs, url, 300, 0)).extracting(Message::messageId).containsExactly(taken.messageId());
        }
    }

    @Test
    void aWrongSecretHandleOrQueueIsRefusedInTheClientsOwnWords() throws Exception {
        try (SandboxRig rig = new SandboxRig("amazon", 20);
                SqsClient sqs = client(rig);
                SqsClient thief = client(rig, "stolen")) {
            String url = url(sqs);
            assertThatThrownBy(() -> receive(thief, url, 30, 0))
                    .isInstanceOf(SqsException.class)
                    .hasMessageContaining("signature");
            assertThatThrownBy(
                            () -> sqs.deleteMessage(call -> call.queueUrl(url).receiptHandle("nonsense")))
                    .isInstanceOf(ReceiptHandleIsInvalidException.class);
            assertThatThrownBy(() -> receive(sqs, url + "x", 30, 0)).isInstanceOf(QueueDoesNotExistException.class);
            assertThat(rig.call("POST", "/sqs", "{}", "x-amz-target", "AmazonSQS.ReceiveMessage")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(rig.violations()).containsExactly("wrong-auth", "wrong-auth");
        }
    }

    @Test
    void everyNotificationKeepsThePublishedSchema() throws Exception {
        JsonNode schema = PublishedSpecs.read("amazon/spec/OrderChangeNotification.json");
        try (SandboxRig rig = new SandboxRig("amazon", 1000);
                SqsClient sqs = client(rig)) {
            String paid = rig.order("{\"sku\":\"A\",\"quantity\":1},{\"sku\":\"B\",\"quantity\":2}", "\"prime\":true");
            String pending = rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"pending\":true");
            rig.order("{\"sku\":\"A\",\"quantity\":1}", "\"fba\":true");
            rig.change(paid, "cancel", "{}");
            rig.change(pending, "cancel", "{}");
            String url = url(sqs);
            List<JsonNode> told = Stream.generate(() -> receive(sqs, url, 300, 20))
                    .limit(3)
                    .flatMap(List::stream)
                    .map(message -> read(message.body()))
                    .toList();
            assertThat(told).hasSizeGreaterThanOrEqualTo(6);
            told.forEach(message -> assertThat(PublishedSpecs.complaints(schema, message))
                    .as(message.toString())
                    .isEmpty());
            assertThat(told)
                    .extracting(message -> message.at("/Payload/OrderChangeNotification/NotificationLevel")
                            .asText())
                    .contains("OrderLevel", "OrderItemLevel");
            assertThat(told)
                    .filteredOn(message -> message.at("/Payload/OrderChangeNotification/NotificationLevel")
                            .asText()
                            .equals("OrderItemLevel"))
                    .allSatisfy(message -> assertThat(message.at("/Payload/OrderChangeNotification/Summary/OrderItems"))
                            .hasSize(1));
        }
    }

    private static JsonNode read(String text) {
        try {
            return SandboxJson.MAPPER.readTree(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aRestartLosesNoMessageAndBringsBackNoDeletedOne(@TempDir Path state) throws Exception {
        String kept;
        try (SandboxRig rig = new SandboxRig("amazon", 1, state);
                SqsClient sqs = client(rig)) {
            rig.order("{\"sku\":\"A\",\"quantity\":1}", "");
            kept = rig.order("{\"sku\":\"B\",\"quantity\":1}", "");
            String url = url(sqs);
            for (Message message : receive(sqs, url, 300, 0)) {
                if (!message.body().contains(kept)) {
                    sqs.deleteMessage(call -> call.queueUrl(url).receiptHandle(message.receiptHandle()));
                }
            }
        }
        try (SandboxRig rig = new SandboxRig("amazon", 1, state);
                SqsClient sqs = client(rig)) {
            assertThat(receive(sqs, url(sqs), 300, 0))
                    .singleElement()
                    .satisfies(message -> assertThat(message.body()).contains(kept));
        }
    }
}
