package org.caravanserai.intake.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.caravanserai.base.SecretSource;
import org.caravanserai.channel.FakeChannel;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.channel.account.TargetGuard;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqsQueuesTest {

    @Test
    void afterTheStopNoQueueIsReadOrOpened(@TempDir Path secrets) throws Exception {
        try (FakeChannel sqs = new FakeChannel()) {
            Account account =
                    FixedAccounts.account(1, "amazon", "mugs", sqs.url(), Map.of("queuePath", "/123456789012/orders"));
            for (String secret : new String[] {"aws-access-key-id", "aws-secret-access-key"}) {
                Files.writeString(secrets.resolve(account.secret(secret)), "x\n");
            }
            SqsQueues queues = new SqsQueues(
                    ChannelRecipes.load(Path.of("transformers")),
                    new SecretSource(secrets),
                    TargetGuard.OPEN,
                    Duration.ZERO);
            sqs.json(
                    200,
                    "{\"Messages\":[{\"MessageId\":\"m\",\"ReceiptHandle\":\"r\",\"Body\":\"hello\",\"MD5OfBody\":\"5d41402abc4b2a76b9719d911017c592\"}]}");
            assertThat(queues.receive(account)).hasSize(1);

            queues.close();

            assertThatThrownBy(() -> queues.receive(account)).hasMessageContaining("the hub stops");
            assertThat(sqs.asked()).hasSize(1);
        }
    }

    private static final String EMPTY = "{\"Messages\":[]}";

    private final Path transformers = Path.of("transformers");

    private static Account account(FakeChannel sqs, String secretRef, Map<String, Object> settings) {
        Account one = FixedAccounts.account(1, "amazon", "mugs", sqs.url(), settings);
        return new Account(
                1, one.channel(), one.name(), one.mode(), one.paused(), one.baseUrl(), one.settings(), secretRef);
    }

    private static void keys(Path secrets, String ref, String key) throws Exception {
        Files.writeString(secrets.resolve(ref + ".aws-access-key-id"), key + "\n");
        Files.writeString(secrets.resolve(ref + ".aws-secret-access-key"), "x\n");
    }

    @Test
    void anAccountsNewSecretsRegionAndQueueAreTakenWithTheNextCall(@TempDir Path secrets) throws Exception {
        try (FakeChannel sqs = new FakeChannel();
                SqsQueues queues = new SqsQueues(
                        ChannelRecipes.load(transformers),
                        new SecretSource(secrets),
                        TargetGuard.OPEN,
                        Duration.ZERO)) {
            keys(secrets, "right", "AKIARIGHT");
            Map<String, Object> queue = Map.of("queuePath", "/123456789012/orders");
            assertThatThrownBy(() -> queues.receive(account(sqs, "wrong", queue)))
                    .isInstanceOf(UnreadableQueueException.class)
                    .hasMessageContaining("no secret wrong.aws-access-key-id: put it into");
            sqs.json(200, EMPTY).json(200, EMPTY);
            queues.receive(account(sqs, "right", queue));
            queues.receive(account(sqs, "right", Map.of("queuePath", "/123456789012/others", "region", "eu-west-1")));
            assertThat(sqs.asked().get(0).header("Authorization")).contains("AKIARIGHT/", "/us-east-1/sqs");
            assertThat(sqs.asked().get(1).header("Authorization")).contains("AKIARIGHT/", "/eu-west-1/sqs");
            assertThat(sqs.asked().get(1).json().path("QueueUrl").asText()).endsWith("/123456789012/others");
            sqs.json(200, EMPTY);
            queues.receive(account(sqs, "right", Map.of("queuePath", "/shop/sqs/123456789012/orders")));
            assertThat(sqs.asked().get(2).uri()).as("a service below a path").startsWith("/shop/sqs");
        }
    }

    @Test
    void whyAQueueCannotBeReadIsSaidInWords(@TempDir Path secrets) throws Exception {
        try (FakeChannel sqs = new FakeChannel();
                SqsQueues queues = new SqsQueues(
                        ChannelRecipes.load(transformers),
                        new SecretSource(secrets),
                        TargetGuard.OPEN,
                        Duration.ZERO)) {
            keys(secrets, "right", "AKIARIGHT");
            Account mugs = account(sqs, "right", Map.of("queuePath", "/123456789012/orders"));
            sqs.json(
                    403,
                    "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"message\":\"arn of somebody\"}");
            assertThatThrownBy(() -> queues.look(mugs))
                    .hasMessageContaining(
                            "its queue cannot be read (403, AccessDeniedException); give the AWS key the right")
                    .hasMessageNotContaining("somebody")
                    .matches(fault -> ((UnreadableQueueException) fault).refused());
            sqs.json(400, "{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"no\"}");
            assertThatThrownBy(() -> queues.look(mugs)).hasMessageContaining("there is no such queue");
            assertThatThrownBy(() -> queues.look(account(sqs, "right", Map.of("queuePath", "/orders"))))
                    .hasMessageContaining("like /123456789012/orders; correct the setting queuePath");
            assertThatThrownBy(() -> queues.look(account(sqs, "right", Map.of("queueUrl", "ftp://x/1/orders"))))
                    .hasMessageContaining("must begin with https://");
        }
    }

    /** What waits there stays there: the look hides no message. */
    @Test
    void aLookHidesNothing(@TempDir Path secrets) throws Exception {
        try (FakeChannel sqs = new FakeChannel();
                SqsQueues queues = new SqsQueues(
                        ChannelRecipes.load(transformers),
                        new SecretSource(secrets),
                        TargetGuard.OPEN,
                        Duration.ZERO)) {
            keys(secrets, "right", "AKIARIGHT");
            sqs.json(200, EMPTY);
            queues.look(account(sqs, "right", Map.of("queuePath", "/123456789012/orders")));
            assertThat(sqs.asked().get(0).json().path("VisibilityTimeout").asInt(-1))
                    .isZero();
        }
    }

    @Test
    void aQueueWhereTheHubMayNotConnectToIsNotAsked(@TempDir Path secrets) throws Exception {
        try (FakeChannel sqs = new FakeChannel();
                SqsQueues queues = new SqsQueues(
                        ChannelRecipes.load(transformers),
                        new SecretSource(secrets),
                        new TargetGuard(false),
                        Duration.ZERO)) {
            keys(secrets, "right", "AKIARIGHT");
            assertThatThrownBy(() -> queues.look(account(sqs, "right", Map.of("queuePath", "/1/orders"))))
                    .isInstanceOf(UnreadableQueueException.class)
                    .hasMessageContaining("its queue may not be asked: 127.0.0.1 is at 127.0.0.1");
            assertThat(sqs.asked()).isEmpty();
        }
    }
}
